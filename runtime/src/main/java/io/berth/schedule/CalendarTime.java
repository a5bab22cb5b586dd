package io.berth.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A time of systemd's calendar as times of cron, where they mean exactly the same. */
public final class CalendarTime {

    private static final Map<String, String> WORDS = Map.of("minutely", "* * * * *", "hourly", "0 * * * *", "daily", "0 0 * * *",
            "weekly", "0 0 * * 1", "monthly", "0 0 1 * *", "yearly", "0 0 1 1 *", "annually", "0 0 1 1 *", "quarterly", "0 0 1 1,4,7,10 *",
            "semiannually", "0 0 1 1,7 *");
    private static final List<String> DAYS = List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final Pattern DATE = Pattern.compile("(?:([^-]+)-)?([^-]+)-([^-]+)");
    private static final Pattern TIME = Pattern.compile("([^:]+):([^:]+)(?::([^:]+))?");
    private static final Pattern ZERO = Pattern.compile("0+(\\.0+)?");
    private static final Pattern PART = Pattern.compile("(\\*|([0-9]{1,4})(?:\\.\\.([0-9]{1,4}))?)(?:/([0-9]{1,4}))?");

    private final String spec;

    private CalendarTime(String spec) {
        this.spec = spec;
    }

    /**
     * @param spec as systemd.time(7) says: {@code Mon..Fri *-*-* 04:00}
     * @throws IllegalArgumentException if cron has nothing that means the same, or it makes no sense
     */
    public static CronTimes asCron(String spec) {
        return new CalendarTime(spec).cron();
    }

    private CronTimes cron() {
        String text = spec.strip().toLowerCase(Locale.ROOT);
        if (WORDS.containsKey(text)) {
            return CronTimes.of(WORDS.get(text));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("'' is no time");
        }
        String weekday = "*";
        String[] date = {"*", "*"};
        String[] time = {"0", "0"};
        int place = 0; // day of the week, date, time: each once at most, in this order
        for (String word : text.split("\\s+")) {
            if (place < 1 && isWeekday(word)) {
                weekday = weekday(word);
                place = 1;
            } else if (place < 2 && word.matches(".*[-~].*") && !Character.isLetter(word.charAt(0))) {
                date = date(word);
                place = 2;
            } else if (place < 3 && word.contains(":")) {
                time = time(word);
                place = 3;
            } else {
                throw wrong("'" + word + "'" + (Character.isLetter(word.charAt(0)) ? ": cron goes by the clock of the machine, and has five fields" : ""));
            }
        }
        if (!weekday.equals("*") && !date[1].equals("*")) {
            throw wrong("both a day of the week and a day of the month: cron would take a day that is either");
        }
        return CronTimes.of(String.join(" ", time[1], time[0], date[1], date[0], weekday));
    }

    private static boolean isWeekday(String word) {
        return word.matches("[a-z][a-z.,]*") && Arrays.stream(word.split("[.,]+")).allMatch(name -> day(name) >= 0);
    }

    private static int day(String name) {
        for (int day = 0; day < DAYS.size(); day++) {
            if (name.equals(DAYS.get(day)) || name.equals(DAYS.get(day).substring(0, 3))) {
                return day;
            }
        }
        return -1;
    }

    private String weekday(String word) {
        return Arrays.stream(word.split(",")).map(part -> {
            int dots = part.indexOf("..");
            if (dots < 0) {
                return String.valueOf(day(part));
            }
            int from = day(part.substring(0, dots));
            int to = day(part.substring(dots + 2));
            if (from < 0 || to < 0) {
                throw wrong("'" + part + "'");
            }
            return (from == 0 ? 7 : from) + "-" + (to == 0 ? 7 : to); // a week of systemd's ends with Sunday
        }).collect(Collectors.joining(","));
    }

    /** Month and day. */
    private String[] date(String word) {
        Matcher date = DATE.matcher(word);
        if (word.contains("~") || !date.matches()) {
            throw wrong("'" + word + "': cron counts no days from the end of a month");
        }
        if (date.group(1) != null && !date.group(1).equals("*")) {
            throw wrong("'" + word + "': cron has no years");
        }
        return new String[] {field(date.group(2), 1, 12), field(date.group(3), 1, 31)};
    }

    /** Hour and minute. */
    private String[] time(String word) {
        Matcher time = TIME.matcher(word);
        if (!time.matches()) {
            throw wrong("'" + word + "'");
        }
        if (time.group(3) != null && !ZERO.matcher(time.group(3)).matches()) {
            throw wrong("'" + word + "': cron has no seconds");
        }
        return new String[] {field(time.group(1), 0, 23), field(time.group(2), 0, 59)};
    }

    private String field(String text, int least, int most) {
        return Arrays.stream(text.split(",", -1)).map(part -> part(part, least, most)).collect(Collectors.joining(","));
    }

    private String part(String text, int least, int most) {
        Matcher part = PART.matcher(text);
        if (!part.matches()) {
            throw wrong("'" + text + "'");
        }
        String step = part.group(4) == null ? "" : "/" + Integer.parseInt(part.group(4));
        if (part.group(2) == null) {
            if (!step.isEmpty()) {
                throw wrong("'" + text + "': systemd wants to know from where on, as in " + least + step);
            }
            return "*";
        }
        int from = Integer.parseInt(part.group(2));
        if (part.group(3) == null) {
            return step.isEmpty() ? String.valueOf(from) : from == least ? "*" + step : from + "-" + most + step;
        }
        return from + "-" + Integer.parseInt(part.group(3)) + step;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("'" + spec + "' cannot be said to cron exactly: " + what);
    }
}
