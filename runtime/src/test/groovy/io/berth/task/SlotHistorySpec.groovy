package io.berth.task

import io.berth.api.TaskFailure
import io.berth.model.Answer
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class SlotHistorySpec extends Specification {

    @TempDir
    Path state

    def "each slot has its own redeploys, oldest first, the one that goes on at their end"() {
        given:
        Path slots = Files.createDirectories(state.resolve('slots'))
        Files.writeString(slots.resolve('w01.history'), '{"run": "1"}\n{"run": "2"}\n')
        Files.writeString(slots.resolve('w01.json'), '{"run": "3"}\n')
        Files.writeString(slots.resolve('w02.history'), '{"run": "4"}\n')
        Files.writeString(slots.resolve('w02.json'), '{"run": "4"}\n')

        when:
        List<SlotHistory> told = SlotHistory.parse([], run('w01', 'w02', 'w03'))

        then:
        told*.slot() == ['w01', 'w02', 'w03']
        told*.redeploys()*.collect { it.path('run').asText() } == [['1', '2', '3'], ['4'], []]
    }

    def "what cannot be read is a failure"() {
        when:
        SlotHistory.parse([], answer)

        then:
        TaskFailure e = thrown()
        e.message.contains(told)

        where:
        answer                                                      | told
        new Answer(1, '', '', 'cat: no right', Duration.ZERO)       | 'cat: no right'
        new Answer(0, '', 'slot w01\n{"run": \n', '', Duration.ZERO) | 'cannot be read'
    }

    private Answer run(String... slots) {
        Process process = new ProcessBuilder(['sh', '-euc', getClass().getResource('/io/berth/task/slot/history.sh').text, 'history.sh', state.toString(), *slots]).start()
        String out = process.text
        new Answer(process.waitFor(), '', out, '', Duration.ZERO)
    }
}
