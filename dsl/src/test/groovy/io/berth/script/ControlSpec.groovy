package io.berth.script

import io.berth.model.Become
import io.berth.model.Block
import io.berth.model.Limits
import io.berth.model.Rolling
import io.berth.model.Secret
import io.berth.model.Share
import io.berth.model.TaskSpec
import spock.lang.Specification
import spock.lang.TempDir

import java.time.Duration

import static io.berth.model.TaskSpec.Role.ALWAYS
import static io.berth.model.TaskSpec.Role.MAIN
import static io.berth.model.TaskSpec.Role.RESCUE

/** Options of tasks, what is handed down to them, and the words of control. */
class ControlSpec extends Specification {

    @TempDir
    File dir

    def "a task says what all tasks can say"() {
        when:
        def options = play('''handler('h') { exec 'h' }
            exec('a') {
                title 'the task'; timeout 5.minutes; retries 2; delay 3.seconds; ignoreFailure true; tags 'x', 'y'; notify 'h'
                delegate 'kvm3'; once true; become user: 'postgres', method: doas; env LANG: 'C', PORT: '80'; directory '/srv'
                vars port: 80, names: ['a']
            }''').tasks[0].options()

        then:
        [options.title(), options.timeout(), options.retries(), options.delay(), options.ignoreFailure(), options.tags(), options.notifies(), options.delegate(),
         options.once(), options.become().get(), options.environment(), options.directory(), options.vars()] ==
                ['the task', Duration.ofMinutes(5), 2, Duration.ofSeconds(3), true, ['x', 'y'] as Set, ['h'], 'kvm3', true,
                 new Become(Become.Method.DOAS, 'postgres', Secret.NONE), [LANG: 'C', PORT: '80'], '/srv', [port: 80, names: ['a']]]
        options.base() == dir.canonicalPath || options.base() == dir.absolutePath
    }

    def "whom a task is done as: #said"() {
        expect:
        play("exec 'a', become: $said").tasks[0].options().become() == Optional.ofNullable(become)

        where:
        said                               | become
        'true'                             | Become.root(Become.Method.SUDO)
        'false'                            | null
        "'www-data'"                       | new Become(Become.Method.SUDO, 'www-data', Secret.NONE)
        "[method: 'su']"                   | Become.root(Become.Method.SU)
        "[user: 'x', method: 'doas']"      | new Become(Become.Method.DOAS, 'x', Secret.NONE)
    }

    def "a play hands down to its tasks, a block to its own, and the nearest wins"() {
        when:
        def loaded = play('''
            exec 'a'
            block {
                exec 'b'
                exec 'c', tags: 'own', become: 'me', env: [A: '3'], directory: '/c', timeout: 1.minute, vars: [v: 3], on: 'kvm3', when: { true }
                on 'kvm2'; tags 'inner'; become false; env A: '2', B: '2'; when { 1 == 1 }; vars v: 2
            }
            tags 'outer'; become true; env A: '1', C: '1'; directory '/d'; timeout 9.minutes; retries 1; delay 7.seconds; vars v: 1, w: 1
            when { facts.x }''')

        then:
        loaded.tasks.collect { it.options() }.collect { [it.tags(), it.become().map { b -> b.user() }.orElse(''), it.environment(), it.directory(), it.timeout(),
                it.retries(), it.delay(), it.vars(), it.when()*.text()] } == [
                [['outer'] as Set, 'root', [A: '1', C: '1'], '/d', Duration.ofMinutes(9), 1, Duration.ofSeconds(7), [v: 1, w: 1], ['{ facts.x }']],
                [['outer', 'inner'] as Set, '', [A: '2', C: '1', B: '2'], '/d', Duration.ofMinutes(9), 1, Duration.ofSeconds(7), [v: 2, w: 1], ['{ facts.x }', '{ 1 == 1 }']],
                [['outer', 'inner', 'own'] as Set, 'me', [A: '3', C: '1', B: '2'], '/c', Duration.ofMinutes(1), 1, Duration.ofSeconds(7), [v: 3, w: 1],
                 ['{ facts.x }', '{ 1 == 1 }', '{ true }']]]
        loaded.tasks*.hosts() == [['kvm1', 'kvm2'], ['kvm2'], ['kvm3']]
        loaded.play.hosts() == ['kvm1', 'kvm2', 'kvm3']
    }

    def "blocks stand in one another, each with its rescue and always part"() {
        when:
        def loaded = play('''
            exec 'a'
            block('outer') {
                exec 'b'
                block { exec 'c'; rescue { exec 'd' } }
                rescue { exec 'e'; block { exec 'f' } }
                always { exec 'g' }
            }
            rescue { exec 'h' }
            always { exec 'i' }''')

        then:
        loaded.play.blocks().collect { [it.number(), it.parent(), it.role()] } == [[0, -1, MAIN], [1, 0, MAIN], [2, 1, MAIN], [3, 1, RESCUE]]
        loaded.tasks.collectEntries { [it.parameters().argv()[0], [it.place().block(), it.place().role()]] } == [
                a: [0, MAIN], b: [1, MAIN], c: [2, MAIN], d: [2, RESCUE], e: [1, RESCUE], f: [3, MAIN], g: [1, ALWAYS], h: [0, RESCUE], i: [0, ALWAYS]]
    }

    def "rolling, limits and the order of hosts: #said"() {
        given:
        def made = play("$said; exec 'a', on: 'all'").play

        expect:
        [made.rolling(), made.limits(), made.hosts()] == [rolling, limits, hosts]

        where:
        said                                | rolling                                                         | limits                            | hosts
        'true ? 1 : 2'                      | Rolling.NONE                                                    | Limits.NONE                       | ['kvm1', 'kvm2', 'kvm3']
        'serial 2'                          | new Rolling([share(2)], Optional.empty())                       | Limits.NONE                       | ['kvm1', 'kvm2', 'kvm3']
        "serial '30%'; maxFail '20%'"       | new Rolling([share(30, true)], Optional.of(share(20, true)))    | Limits.NONE                       | ['kvm1', 'kvm2', 'kvm3']
        "serial 1, 5, '100%'; maxFail 0"    | new Rolling([share(1), share(5), share(100, true)], Optional.of(share(0))) | Limits.NONE            | ['kvm1', 'kvm2', 'kvm3']
        "serial([1, '50%']); order reverse" | new Rolling([share(1), share(50, true)], Optional.empty())      | Limits.NONE                       | ['kvm3', 'kvm2', 'kvm1']
        'limit perHost: 2, perPool: 1, perLabel: [rack: 1]' | Rolling.NONE                                    | new Limits(2, 1, [rack: 1])       | ['kvm1', 'kvm2', 'kvm3']
        'limit perPool: 3'                  | Rolling.NONE                                                    | new Limits(0, 3, [:])             | ['kvm1', 'kvm2', 'kvm3']
    }

    def "hosts give what playbook code sees of them"() {
        expect:
        play('''hosts('web').each { h -> exec h.name, h.address, "rack-${h.vars.rack}", "${h.groups}", "$h", on: h }''').tasks
                .collect { [it.parameters().argv(), it.hosts()] } ==
                [[['kvm1', '10.0.0.1', 'rack-r1', '[web]', 'kvm1'], ['kvm1']], [['kvm2', '', 'rack-r2', '[web]', 'kvm2'], ['kvm2']]]
    }

    def "handlers run where they are notified, in the order of declaration: the play's own, then those for all plays"() {
        when:
        def loaded = new Loaded(dir.toPath(), '''
            handler('global') { exec 'g' }
            handler('idle') { exec 'i' }
            handler('both') { exec 'never' }
            play('p') {
                on 'web'
                exec 'a', notify: ['global', 'second']
                exec 'b', on: 'kvm3', notify: 'first'
                handler('first') { exec 'f1', notify: 'second'; exec 'f2' }
                handler('second') { exec 's'; become true }
                handler('unused') { exec 'u' }
                handler('both') { exec 'own' }
                exec 'c', notify: 'both'
                tags 't'
            }
            play('q') { exec 'z', on: 'kvm1', notify: 'global' }
            ''')

        then:
        loaded.play.handlers().collect { h -> [h.name(), h.tasks().collect { [it.parameters().argv()[0], it.hosts(), it.options().become().present] }] } == [
                ['first', [['f1', ['kvm3'], false], ['f2', ['kvm3'], false]]],
                ['second', [['s', ['kvm1', 'kvm2', 'kvm3'], true]]],
                ['both', [['own', ['kvm1', 'kvm2'], false]]],
                ['global', [['g', ['kvm1', 'kvm2'], false]]]]
        loaded.play.handlers()[0].tasks()[0].options().tags() == ['t'] as Set
        loaded.tasks.size() == 3
        loaded.playbook.plays()[1].handlers()*.name() == ['global']
        def numbers = loaded.playbook.plays().collectMany { it.tasks() + it.handlers().collectMany { h -> h.tasks() } }*.number()
        numbers.unique(false) == numbers
    }

    def "words of control are wrong: #code"() {
        expect:
        Loaded.wrong(dir.toPath(), "play('p') { on 'web'; $code }") == said.collect { it as String }

        where:
        code                                                    | said
        "exec 'a', notify: 'restrat'; handler('restart') { exec 'x' }" | ["1:41 there is no handler 'restrat'"]
        "handler('a') { exec 'x' }; handler('a') { exec 'y' }"   | ["1:58 a handler 'a' is declared already"]
        "handler('a') { exec 'x', on: 'kvm1' }"                  | ["1:52 a handler runs on the hosts of the tasks that notify it"]
        "exec 'a', when: { result.changed }"                     | ["1:39 'result' is what the task itself gave: it is not known before"]
        "exec 'a', { result.out }"                               | ["1:33 'result' is what the task itself gave: it is not known before"]
        "exec 'a', delegate: 'kvm9'"                             | ["1:43 there is no host 'kvm9'"]
        "exec 'a', env: ['A B': 'x'], directory: 'rel'"          | ["1:38 'A B' cannot be the name of an environment variable", "1:63 'directory' wants an absolute path, not 'rel'"]
        "exec 'a', become: 'no way'"                             | ["1:41 the text 'no way' cannot be the name of a user"]
        "exec 'a', become: [user: 'x', how: 'su']"               | ["1:41 'become' wants true, the name of a user, or user and method"]
        "exec 'a', title: { 'x' }"                               | ["1:40 'title' wants a text, not a block"]
        "exec 'a', when: true"                                   | ["1:39 'when' wants a block such as { facts.os.family == 'debian' }, not true"]
        "serial 0; maxFail 'few'"                                | ["1:30 a play goes through at least 1 host at a time", "1:41 'maxFail' wants a number such as 2, or a part such as '30%', not the text 'few'"]
        "serial '120%'"                                          | ["1:30 'serial' wants a number such as 2, or a part such as '30%', not the text '120%'"]
        "limit perPool: 0, perLabel: [rack: 0]"                  | ["1:38 at least 1 task runs at once, not 0", "1:51 at least 1 task runs at once, not 0"]
        "block 'x'"                                              | ["1:23 'block' takes a block with tasks"]
        "rescue exec('a')"                                       | ["1:23 'rescue' takes a block with tasks"]
        "hosts('nobody')"                                        | ["1:29 no host or group is called 'nobody'"]
        "block { serial 2 }"                                     | ["1:31 'serial' cannot be said in a block"]
        "timeout 0.seconds; retries(-1)"                         | ["1:31 a task needs some time", "1:50 retries are 0 or more, not -1"]
    }

    private Loaded play(String code) {
        new Loaded(dir.toPath(), "play('p') { on 'web'\n$code\n}\n")
    }

    private static Share share(int number, boolean percent = false) {
        new Share(number, percent)
    }
}
