package io.berth.report

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.api.Change
import io.berth.event.Event
import spock.lang.Specification

class PlanViewSpec extends Specification {

    def 'a plan for people: #file'() {
        expect:
        Golden.check(file, Golden.printed { PrintStream out ->
            PlanView view = new PlanView(out, Console.of([LANG: lang, TERM: 'xterm'], colour, { Console.Size.USUAL }), verbose, diffs)
            new SampleRun(1).all().each { view.accept(it) }
        })

        where:
        file               | lang      | colour | verbose | diffs
        'plan.txt'         | 'C.UTF-8' | false  | false   | true
        'plan-verbose.txt' | 'C.UTF-8' | false  | true    | false
        'plan-colour.txt'  | 'C.UTF-8' | true   | true    | true
    }

    def 'each kind of change has its symbol, in ASCII too: #kind'() {
        when:
        String line = Golden.printed { PrintStream out ->
            new PlanView(out, Console.of([LANG: 'C'], false, { Console.Size.USUAL }), true, true).accept(
                    new Event.PlanMade(SampleRun.T0, [new Event.Planned('exec:a@h', 'h', kind.name().toLowerCase(), 'why', [])]))
        }

        then:
        line.readLines()[1] == "  $symbol exec a  why".toString()
        line.readLines().last() == "plan: 1 $words".toString()

        where:
        kind                || symbol | words
        Change.Kind.NONE    || '=  '  | 'unchanged'
        Change.Kind.CREATE  || '+  '  | 'to create'
        Change.Kind.UPDATE  || '~  '  | 'to update'
        Change.Kind.REPLACE || '-/+'  | 'to replace'
        Change.Kind.DELETE  || '-  '  | 'to delete'
        Change.Kind.ACT     || '!  '  | 'to act on'
        Change.Kind.LOOK    || '>  '  | 'to look at or wait for'
        Change.Kind.MAYBE   || '?  '  | 'known only later'
    }

    def 'a plan of nothing says so'() {
        expect:
        Golden.printed { PrintStream out ->
            new PlanView(out, PlainViewSpec.PLAIN, false, true).accept(new Event.PlanMade(SampleRun.T0, []))
        } == 'plan: nothing to do\n'
    }

    def 'a plan as a JSON document'() {
        when:
        JsonNode json = new ObjectMapper().readTree(Golden.printed { PrintStream out ->
            PlanJsonView view = new PlanJsonView(out)
            new SampleRun(1).all().each { view.accept(it) }
        })

        then:
        json.get('tasks').size() == 6
        json.at('/tasks/2/task').asText() == 'domain:w01@kvm1'
        json.at('/tasks/2/kind').asText() == 'update'
        json.at('/tasks/2/diffs/0/after').asText().contains('<memory unit="KiB">1048576</memory>')
        json.at('/lost/0/host').asText() == 'kvm9'
        json.get('totals').toString() == '{"create":1,"update":1,"act":2,"none":2}'
    }
}
