package io.berth.schedule

import java.time.ZoneId
import java.time.ZonedDateTime
import spock.lang.Specification

class CronTimesSpec extends Specification {

    private static String next(String spec, String after, String zone = 'UTC') {
        CronTimes.of(spec).next(ZonedDateTime.of(java.time.LocalDateTime.parse(after), ZoneId.of(zone))).toLocalDateTime().toString()
    }

    def "after #after '#spec' comes at #expected"() {
        expect:
        next(spec, after) == expected

        where:
        spec                   | after                 || expected
        '* * * * *'            | '2026-11-21T16:30:00' || '2026-11-21T16:31'
        '* * * * *'            | '2026-11-21T16:30:59' || '2026-11-21T16:31'
        '*/15 4 * * *'         | '2026-11-21T04:15:00' || '2026-11-21T04:30'
        '0 4 * * *'            | '2026-11-21T04:00:00' || '2026-11-22T04:00'
        '0 4 * * mon-fri'      | '2026-11-20T05:00:00' || '2026-11-23T04:00'
        '0 4 * * 7'            | '2026-11-21T05:00:00' || '2026-11-22T04:00'
        '30 3 1 jan,JUL *'     | '2026-11-21T05:00:00' || '2027-01-01T03:30'
        '0 0 29 2 *'           | '2026-11-21T05:00:00' || '2028-02-29T00:00'
        '0 0 13 * 5'           | '2026-11-21T05:00:00' || '2026-11-27T00:00'
        '0 0 */13 * 5'         | '2026-11-21T05:00:00' || '2026-11-27T00:00'
        '0 0 30 2 5'           | '2026-11-21T05:00:00' || '2027-02-05T00:00'
        '@daily'               | '2026-11-21T00:00:00' || '2026-11-22T00:00'
        '10-30/10,5 1,2-3 * * *' | '2026-11-21T01:10:00' || '2026-11-21T01:20'
    }

    def "a time that the clock leaves out comes later that day, and one that it has twice once"() {
        expect:
        next('30 2 * * *', '2026-03-28T12:00:00', 'Europe/Berlin') == '2026-03-29T03:30'
        next('30 2 * * *', '2026-10-25T02:30:00', 'Europe/Berlin') == '2026-10-26T02:30'
    }

    def "'#spec' is no time: #why"() {
        when:
        CronTimes.of(spec)

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(why)

        where:
        spec            || why
        '60 * * * *'    || "'60' is no minute"
        '* 24 * * *'    || "'24' is no hour"
        '* * 0 * *'     || 'day of the month'
        '* * * 13 *'    || 'month'
        '* * * * 8'     || 'day of the week'
        '* * * * monday' || 'day of the week'
        '5-2 * * * *'   || "'5-2'"
        '*/0 * * * *'   || "'*/0'"
        '5/2 * * * *'   || "'5/2'"
        '* * * *'       || 'five fields'
        '@reboot'       || 'says no time'
        '0 0 30 2 *'    || 'never comes'
        '1,,2 * * * *'  || "''"
        '\u0661 * * * *' || 'minute'
    }
}
