package io.berth.report

import io.berth.event.Event
import io.berth.event.Outcome
import java.time.Duration
import spock.lang.Specification

class PlainViewSpec extends Specification {

    static final Console PLAIN = Console.of([LANG: 'C.UTF-8'], false, { Console.Size.USUAL })

    def 'a run in plain lines#title'() {
        expect:
        Golden.check(file, Golden.printed { PrintStream out ->
            PlainView view = new PlainView(out, PLAIN, verbose, false)
            new SampleRun(hosts, 2).all().each { view.accept(it) }
        })

        where:
        title       | verbose | hosts || file
        ''          | false   | 2     || 'plain.txt'
        ', verbose' | true    | 1     || 'plain-verbose.txt'
    }

    def 'what a host says cannot drive the terminal'() {
        when:
        String said = Golden.printed { PrintStream out ->
            new PlainView(out, PLAIN, false, false).accept(new Event.HostLost(SampleRun.T0, 'kvm1', 'gone\u001b]0;owned\u0007 \u202egnp\nmore\u009b31m'))
        }

        then:
        said == 'lost         kvm1  gone\\x1b]0;owned\\x07 \\u202egnp\\x0amore\\x9b31m\n'
    }

    def 'every outcome has its word'() {
        given:
        Closure<String> line = { Outcome outcome ->
            Golden.printed { PrintStream out ->
                new PlainView(out, PLAIN, true, false).accept(new Event.TaskEnded(SampleRun.T0, 'exec:a@h', 'h', outcome, 'why', Duration.ofMillis(61_400), []))
            }
        }

        expect:
        Outcome.values().collect(line).join('') == '''\
            unchanged    h     exec a  why  1 min 01 s
            changed      h     exec a  why  1 min 01 s
            done         h     exec a  why  1 min 01 s
            failed       h     exec a  why  1 min 01 s
            unreachable  h     exec a  why  1 min 01 s
            refused      h     exec a  why  1 min 01 s
            skipped      h     exec a  why  1 min 01 s
            cancelled    h     exec a  why  1 min 01 s
            done before  h     exec a  why  1 min 01 s
            left out     h     exec a  why  1 min 01 s
            ignored      h     exec a  why  1 min 01 s
            rescued      h     exec a  why  1 min 01 s
            '''.stripIndent()
    }

    def 'what a task shows is said whether or not output is: #shown'() {
        given:
        Closure<String> told = { boolean verbose ->
            Golden.printed { PrintStream out ->
                new PlainView(out, PLAIN, verbose, false).accept(new Event.TaskEnded(SampleRun.T0, 'debug:all is well@h', 'h', outcome, 'show', Duration.ofMillis(20), [], shown))
            }
        }

        expect:
        told(false) == lines.collect { it + '\n' }.join('')
        told(true).startsWith(outcome == Outcome.DONE ? 'done         h     debug all is well  show  0.0 s' : 'failed       h     debug all is well  show')

        where:
        shown                       | outcome        || lines
        []                          | Outcome.DONE   || []
        ['all is well']             | Outcome.DONE   || ['done         h     debug all is well']
        ['it\u001b[2J']             | Outcome.DONE   || ['done         h     debug all is well  it\\x1b[2J']
        ['one', 'two']              | Outcome.DONE   || ['done         h     debug all is well', '      one', '      two']
        ['one']                     | Outcome.FAILED || ['failed       h     debug all is well  show  0.0 s', '      one']
    }

    def 'a task is called what the playbook calls it'() {
        expect:
        Golden.printed { PrintStream out ->
            PlainView view = new PlainView(out, PLAIN, false, false)
            view.accept(new Event.GraphMade(SampleRun.T0, [new Event.Node('exec:a@h', 'exec', 'a', 'h', 'p', 'p.groovy:1:1', 'd', 'restart the web')], []))
            view.accept(new Event.TaskEnded(SampleRun.T0, 'exec:a@h', 'h', Outcome.CHANGED, 'run a', Duration.ZERO, []))
        } == '1 task on 1 host\nchanged      h  restart the web  run a\n'
    }

    def 'an interrupt says what still runs'() {
        expect:
        Golden.printed { PrintStream out ->
            PlainView view = new PlainView(out, PLAIN, false, false)
            view.accept(new Event.Interrupted(SampleRun.T0, false, ['redeploy:w01@kvm1']))
            view.accept(new Event.Interrupted(SampleRun.T0, true, ['redeploy:w01@kvm1']))
            view.accept(new Event.Interrupted(SampleRun.T0, false, []))
        } == '''\
            interrupted: nothing new starts; waiting for: redeploy w01 on kvm1; once more cancels
            interrupted: cancelling and cleaning up: redeploy w01 on kvm1
            interrupted: nothing runs, and nothing new starts
            '''.stripIndent()
    }
}
