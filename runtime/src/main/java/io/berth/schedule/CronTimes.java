package io.berth.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as cron has them: minute, hour, day of the month, month, day of the week. */
public final class CronTimes {

    private static final Pattern PART = Pattern.compile("(\\*|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:/([0-9]{1,4}))?");
    private static final Map<String, String> WORDS = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *", "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0", "@monthly", "0 0 1 * *", "@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *");
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    /** In as many years as this there is every day that there ever is, a Monday that is a 29th of February among them. */
    private static final int YEARS = 40;

    private final List<String> fields;
    private final NavigableSet<Integer> minutes;
    private final NavigableSet<Integer> hours;
    private final NavigableSet<Integer> days;
    private final NavigableSet<Integer> months;
    private final NavigableSet<Integer> weekdays;

    private CronTimes(List<String> fields) {
        this.fields = fields;
        minutes = numbers("minute", fields.get(0), 0, 59, List.of());
        hours = numbers("hour", fields.get(1), 0, 23, List.of());
        days = numbers("day of the month", fields.get(2), 1, 31, List.of());
        months = numbers("month", fields.get(3), 1, 12, MONTHS);
        weekdays = numbers("day of the week", fields.get(4), 0, 7, DAYS);
        if (weekdays.remove(7)) {
            weekdays.add(0);
        }
    }

    /** Whether this is written as cron's times are, right or wrong: five words, or one with {@code @}. */
    public static boolean looksLike(String spec) {
        return spec.strip().startsWith("@") || spec.strip().split("\\s+").length == 5;
    }

    /**
     * Five fields, or a word such as {@code @daily}.
     *
     * @throws IllegalArgumentException if they are none, or never come
     */
    public static CronTimes of(String spec) {
        String text = spec.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("@") && !WORDS.containsKey(text)) {
            throw new IllegalArgumentException("'" + spec + "' says no time: of cron's words there are @hourly, @daily, @weekly, @monthly and @yearly");
        }
        List<String> fields = List.of(WORDS.getOrDefault(text, text).split("\\s+"));
        if (fields.size() != 5) {
            throw new IllegalArgumentException("'" + spec + "' is no time of cron's: it has five fields, minute, hour, day, month and day of the week");
        }
        CronTimes times = new CronTimes(fields);
        if (!times.comes()) {
            throw new IllegalArgumentException("'" + spec + "' never comes");
        }
        return times;
    }

    private static NavigableSet<Integer> numbers(String what, String field, int least, int most, List<String> names) {
        NavigableSet<Integer> all = new TreeSet<>();
        for (String part : field.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || matcher.group(2) != null && matcher.group(3) == null && matcher.group(4) != null) {
                throw wrong(what, part, least, most);
            }
            boolean star = matcher.group(2) == null;
            int from = star ? least : number(what, matcher.group(2), least, most, names);
            int to = star ? most : matcher.group(3) == null ? from : number(what, matcher.group(3), least, most, names);
            int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
            if (from > to || step == 0) {
                throw wrong(what, part, least, most);
            }
            for (int number = from; number <= to; number += step) {
                all.add(number);
            }
        }
        return all;
    }

    private static int number(String what, String text, int least, int most, List<String> names) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named + (least == 1 ? 1 : 0);
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw wrong(what, text, least, most);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String what, String text, int least, int most) {
        return new IllegalArgumentException("'" + text + "' is no " + what + ": numbers from " + least + " to " + most + ", *, a-b, */n, and several with commas");
    }

    /** Minute, hour, day of the month, month, day of the week. */
    public List<String> fields() {
        return fields;
    }

    private boolean comes() {
        int longest = months.stream().mapToInt(month -> LocalDate.of(2000, month, 1).lengthOfMonth()).max().orElseThrow();
        return days.first() <= longest || ors();
    }

    /** The first of them after {@code time}, in its zone. A time that a clock put forward leaves out comes as much later. */
    public ZonedDateTime next(ZonedDateTime time) {
        LocalDate last = time.toLocalDate().plusYears(YEARS);
        for (LocalDate day = time.toLocalDate(); day.isBefore(last); day = day.plusDays(1)) {
            Optional<ZonedDateTime> found = on(day) ? firstOf(day, time) : Optional.empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(String.join(" ", fields) + " never comes");
    }

    private boolean on(LocalDate day) {
        boolean dayFits = days.contains(day.getDayOfMonth());
        boolean weekdayFits = weekdays.contains(day.getDayOfWeek().getValue() % 7);
        return months.contains(day.getMonthValue()) && (ors() ? dayFits || weekdayFits : dayFits && weekdayFits);
    }

    /** Of two that are not *, cron takes a day that fits either. */
    private boolean ors() {
        return !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    }

    private Optional<ZonedDateTime> firstOf(LocalDate day, ZonedDateTime after) {
        List<ZonedDateTime> times = new ArrayList<>();
        for (int hour : hours) {
            for (int minute : minutes) {
                times.add(LocalDateTime.of(day, LocalTime.of(hour, minute)).atZone(after.getZone()));
            }
        }
        return times.stream().filter(time -> time.isAfter(after)).min(ZonedDateTime::compareTo);
    }

    /** As a crontab has them. */
    @Override
    public String toString() {
        return String.join(" ", fields);
    }
}
