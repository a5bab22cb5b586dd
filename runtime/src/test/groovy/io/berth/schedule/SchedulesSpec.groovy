package io.berth.schedule

import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import spock.lang.Specification
import spock.lang.TempDir

class SchedulesSpec extends Specification {

    @TempDir Path dir

    def "cron's log does not grow without end: when a run begins, of #kib KiB #left KiB stay, whole lines, and who appends goes on behind them"() {
        given:
        def schedules = new Schedules(dir)
        def log = Files.createDirectories(dir.resolve('nightly')).resolve('log').toFile()
        log.text = ('x' * 1023 + '\n') * kib
        Files.writeString(dir.resolve('nightly/schedule.json'), '{}')
        def appends = new FileOutputStream(log, true)

        when:
        def turn = Turn.take(schedules, 'nightly', Clock.systemUTC()).get()
        turn.begin()
        appends << 'begins\n'
        turn.end(0)
        turn.close()

        then:
        log.readLines()[0..-2].every { it == 'x' * 1023 }
        log.readLines().size() == left + 1
        log.readLines()[-1] == 'begins'

        cleanup:
        appends.close()

        where:
        kib  || left
        3    || 3
        1024 || 1024
        1025 || 511
    }
}
