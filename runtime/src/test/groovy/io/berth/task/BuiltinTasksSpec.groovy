package io.berth.task

import io.berth.api.TaskType
import spock.lang.Specification

class BuiltinTasksSpec extends Specification {

    def "every word is there once"() {
        given:
        List<String> words = BuiltinTasks.all()*.word()

        expect:
        words.containsAll(['pool', 'network', 'disk', 'domain', 'start', 'shutdown', 'waitSsh', 'exec'])
        words.toUnique() == words
    }

    def "whoever starts a slot comes after whoever defines it, and whoever waits after that"() {
        given:
        def slot = Sample.slot()
        def prints = [pool: Sample.pool(), network: Sample.network(), disk: slot, domain: slot, start: new StartTask.Start(slot),
                      waitSsh: new WaitSshTask.WaitSsh(slot, java.time.Duration.ofSeconds(1))].collectEntries { word, parameters ->
            TaskType type = BuiltinTasks.all().find { it.word() == word }
            [word, type.footprint(parameters, Sample.scope())]
        }
        Closure<Boolean> feeds = { String from, String to -> !prints[from].writes().disjoint(prints[to].reads()) }

        expect:
        feeds('pool', 'disk') && feeds('disk', 'domain') && feeds('network', 'domain') && feeds('domain', 'start') && feeds('start', 'waitSsh')
    }
}
