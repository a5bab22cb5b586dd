package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.environment.RestoreSystemProperties

@Isolated('it takes standard output and error')
@RestoreSystemProperties
class ScheduleRefusedSpec extends Specification {

    @TempDir Path dir

    def "#words is refused before anything is touched: #why"() {
        given:
        System.setProperty('berth.home', home)
        def book = Files.writeString(dir.resolve('a book.groovy'), "hosts { host 'a', connection: local }\nplay('p') { on 'a'; exec 'true' }\n")

        when:
        def ran = Captured.berth('schedule', *words.collect { it == 'BOOK' ? book.toString() : it })

        then:
        ran.exit == 2
        ran.err.contains(why)
        ran.out == ''

        where:
        words                                                                         | home     || why
        []                                                                            | '..'     || 'takes a verb'
        ['install', 'BOOK', '--systemd', '--on-calendar', 'soon']                     | '..'     || 'Failed to parse calendar specification'
        ['install', 'BOOK', '--systemd', '--on-calendar', '*-02-30']                  | '..'     || 'never comes'
        ['install', 'BOOK', '--systemd', '--on-calendar', '0 4 * * *']                | '..'     || 'it goes with --cron'
        ['install', 'BOOK', '--cron', '--systemd', '--on-calendar', 'daily']          | '..'     || 'mutually exclusive'
        ['install', 'BOOK', '--cron', '--on-calendar', '*:*:30']                      | '..'     || 'cron has no seconds'
        ['install', 'BOOK', '--cron', '--on-calendar', '61 * * * *']                  | '..'     || "'61' is no minute"
        ['install', 'BOOK', '--cron', '--on-calendar', 'daily', '--name', '../x']     | '..'     || 'cannot name a schedule'
        ['install', 'BOOK', '--cron', '--on-calendar', 'daily', '-K']                 | '..'     || 'nobody is there to answer'
        ['install', 'BOOK', '--cron', '--on-calendar', 'daily', '--vault-id', 'a@prompt'] | '..' || 'nobody is there to answer'
        ['install', 'BOOK', '--cron', '--on-calendar', 'daily']                       | '/srv'   || 'was not started by its launcher'
        ['install', 'nothing.groovy', '--cron', '--on-calendar', 'daily']             | '..'     || 'is not there'
        ['install', 'BOOK']                                                           | '..'     || '--on-calendar'
        ['remove', 'nothing']                                                         | '..'     || "there is no schedule 'nothing'"
        ['run', '../nothing']                                                         | '..'     || 'cannot name a schedule'
    }
}
