package io.berth.schedule

import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZonedDateTime
import spock.lang.Specification

class CalendarTimeSpec extends Specification {

    def "'#spec' is '#cron' to cron, and both come at the same times"() {
        expect:
        CalendarTime.asCron(spec).toString() == cron
        times(CalendarTime.asCron(spec), 4) == systemd(spec, 4)

        where:
        spec                    || cron
        'daily'                 || '0 0 * * *'
        'hourly'                || '0 * * * *'
        'minutely'              || '* * * * *'
        'Weekly'                || '0 0 * * 1'
        'monthly'               || '0 0 1 * *'
        'quarterly'             || '0 0 1 1,4,7,10 *'
        'semiannually'          || '0 0 1 1,7 *'
        'yearly'                || '0 0 1 1 *'
        '04:30'                 || '30 4 * * *'
        '4:05:00'               || '5 4 * * *'
        'Mon..Fri 04:00'        || '0 4 * * 1-5'
        'Fri..Sun'              || '0 0 * * 5-7'
        'Monday,sat *-*-* 22:00' || '0 22 * * 1,6'
        '*:0/15'                || '*/15 * * * *'
        '*:5/20'                || '5-59/20 * * * *'
        '2..6/2:10,40'          || '10,40 2-6/2 * * *'
        '*-*-1/10 3:00'         || '0 3 */10 * *'
        '*-*-2/10 3:00'         || '0 3 2-31/10 * *'
        '1,7-15 12:00'          || '0 12 15 1,7 *'
        '*-2-29'                || '0 0 29 2 *'
    }

    def "'#spec' is nothing that cron has: #why"() {
        when:
        CalendarTime.asCron(spec)

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(why)

        where:
        spec                     || why
        '*:*:30'                 || 'cron has no seconds'
        '*:*:0/2'                || 'cron has no seconds'
        '2027-*-*'               || 'cron has no years'
        '*-*~01'                 || 'from the end of a month'
        'Sun *-*-1..7'           || 'a day that is either'
        'daily UTC'              || 'the clock of the machine'
        '04:00 Europe/Berlin'    || 'the clock of the machine'
        '*:*/5'                  || 'as in 0/5'
        'Sun..Tue'               || "'7-2'"
        '*-2-30'                 || 'never comes'
        '25:00'                  || "'25' is no hour"
        'soon'                   || "'soon'"
        ''                       || "''"
        '04:00 daily'            || "'daily'"
    }

    private static List<LocalDateTime> times(CronTimes cron, int count) {
        def all = [ZonedDateTime.now(ZoneId.of('UTC'))]
        count.times { all << cron.next(all.last()) }
        all.tail()*.toLocalDateTime()
    }

    /** What systemd itself says. */
    private static List<LocalDateTime> systemd(String spec, int count) {
        def builder = new ProcessBuilder('systemd-analyze', 'calendar', "--iterations=$count", '--', spec).redirectErrorStream(true)
        builder.environment().putAll(TZ: 'UTC', LC_ALL: 'C')
        def text = builder.start().inputStream.getText('UTF-8')
        (text =~ /(?:Next elapse|(?:Iter\. |Iteration )#\d+): \w+ (\S+) (\S+) UTC/).collect { LocalDateTime.parse("${it[1]}T${it[2]}") }
    }
}
