package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Condition
import io.berth.model.TaskSpec
import spock.lang.Specification
import spock.lang.TempDir

import java.util.concurrent.Callable
import java.util.concurrent.Executors

import static io.berth.script.Loaded.result
import static io.berth.script.Loaded.wrongInRun

/** Code that waits for the run: conditions, and parameters that come from facts and results. */
class LateSpec extends Specification {

    static final Map FACTS = [os: [family: 'debian', version: '12.4'], memory: 2048, disks: ['vda', 'vdb'], virtual: true]

    @TempDir
    File dir

    def "a condition is asked on each host, about facts, variables and results: #code"() {
        given:
        def loaded = load("def r = exec 'uname', '-r'\nexec 'a', when: { $code }", "variables size: 3\ndef big(n) { n > 1024 }")
        Condition when = loaded.tasks[1].options().when()[0]
        def results = [1: result(changed: true, out: 'one\ntwo', err: 'oh', status: 3, data: [pid: 17])]

        expect:
        when.holds(loaded.known('kvm2', FACTS, results)) == holds
        when.text() == "{ $code }"

        where:
        code                                                               | holds
        "facts.os.family == 'debian' && r.changed && host.vars.rack == 'r2'" | true
        "facts.os.family in ['redhat', 'suse']"                            | false
        "facts.memory > 1024 && size == 3"                                 | true
        "big(facts.memory)"                                                | true
        "version(facts.os.version) >= version('12')"                       | true
        "'vdb' in facts.disks"                                             | true
        "facts.disks.any { it == 'sda' }"                                  | false
        "facts?.nothing == null"                                           | true
        "facts.os.get('codename', 'x') == 'x'"                             | true
        "r.lines == ['one', 'two'] && r.lines.size() == 2"                 | true
        "r.out.contains('two') && r.err == 'oh' && r.status == 3"          | true
        "r.failed || r.skipped"                                            | false
        "r.pid == 17 && r.data.pid == 17"                                  | true
        "r.on('kvm2').changed && r.on(host).changed"                       | true
        "host.name == 'kvm2' && 'web' in host.groups && host.address == ''" | true
        "r.out ==~ /(?s)one.*/"                                            | true
        "r.out =~ /t(w)o/"                                                 | true
        "(r.out =~ /t(w)o/)[0][1] == 'w'"                                  | true
        "r.out =~ /three/"                                                 | false
        "def n = 0; for (x in facts.disks) { n++ }; n == 2"                | true
        "switch (facts.os.family) { case ['redhat']: return false; case 'debian': return true; default: return false }" | true
    }

    def "what a block asks the run for is seen from its text: #code"() {
        given:
        def loaded = load("def a = exec 'a'\ndef b = exec 'b'\ndef both = [a, b]\ndef check = { a.changed }\nexec 'c', when: { $code }")
        Condition when = loaded.tasks[2].options().when()[0]

        expect:
        when.readsFacts() == facts
        when.results() == results as Set

        where:
        code                         | facts | results
        "true"                       | false | []
        "facts.x"                    | true  | []
        "b.failed"                   | false | [2]
        "both.any { it.changed }"    | false | [1, 2]
        "check() && uses(facts)"     | true  | [1]
        "b.on('kvm2').changed"       | false | [2]
        "def b = 1; b == 1"          | false | []
    }

    def "until, failedWhen and changedWhen read the task's own result, and do not wait for it"() {
        given:
        def loaded = load('''def first = exec 'x'
            exec('status') { until { result.out == 'up' }; failedWhen { result.status > 1 }; changedWhen { result.out != first.out }; delay 1.second }''')
        def options = loaded.tasks[1].options()
        def known = loaded.known('kvm1', [:], [1: result(out: 'up'), 2: result(out: 'up', status: 2)])

        expect:
        options.until().get().holds(known)
        options.failedWhen().get().holds(known)
        !options.changedWhen().get().holds(known)
        options.until().get().results() == [] as Set
        options.changedWhen().get().results() == [1] as Set
        options.retries() == 3
    }

    def "parameters may wait for the run"() {
        given:
        def loaded = load('''def r = exec 'id'
            everything("before") {
                text { "${r.out} on ${host.name}" }
                number { r.lines.size() }
                flag { r.changed }
                texts 'a', { r.out }
                names a: 'x', b: { r.err }
                level { r.out.isEmpty() ? 'low' : 'very_high' }
                inner { depth { facts.depth }; note 'n' }
            }'''.replace('everything("before")', 'everything()'))
        TaskSpec task = loaded.tasks[1]

        expect: 'the texts of the blocks stand for them, where they are texts'
        task.parameters() == new Vocabulary.Everything('{ "${r.out} on ${host.name}" }', 0, 0, false, java.time.Duration.ofSeconds(90),
                new io.berth.model.Size(2L << 30), ['a', '{ r.out }'], [a: 'x', b: '{ r.err }'], Vocabulary.Level.LOW, new Vocabulary.Inner(0, 'n'))
        task.late().get().results() == [1] as Set
        task.late().get().readsFacts()

        and:
        task.late().get().value(loaded.known('kvm1', [depth: 4], [1: result(out: 'me\nyou', err: 'e', changed: true)])) ==
                new Vocabulary.Everything('me\nyou on kvm1', 2, 0, true, java.time.Duration.ofSeconds(90), new io.berth.model.Size(2L << 30),
                        ['a', 'me\nyou'], [a: 'x', b: 'e'], Vocabulary.Level.VERY_HIGH, new Vocabulary.Inner(4, 'n'))
    }

    def "arguments may wait: #code"() {
        given:
        def loaded = load("def r = exec 'id'\n$code")

        expect:
        loaded.tasks[1].late().get().value(loaded.known('kvm1', [:], [1: result(out: 'me', data: [all: ['a', 'b']])])) == new Vocabulary.Exec(argv)

        where:
        code                                   | argv
        "exec 'echo', { r.out }"               | ['echo', 'me']
        "exec(['echo', { r.out }])"            | ['echo', 'me']
        "exec argv: { r.all }"                 | ['a', 'b']
        "exec { argv { r.all } }"              | ['a', 'b']
        "exec(['echo', { r.out }]) { retries 1 }" | ['echo', 'me']
    }

    def "what goes wrong in the middle of a run is said where it stands: #code"() {
        given:
        def loaded = load("def r = exec 'id'\nexec 'a', { $code }")

        expect:
        wrongInRun(loaded.tasks[1].late().get(), loaded.known('kvm1', FACTS, [1: result(out: 'x')])).replace("${dir.path}/", '') == said

        where:
        code                     | said
        "facts.os.famly"         | "there is no fact 'facts.os.famly'"
        "facts.gpu.name"         | "there is no fact 'facts.gpu'"
        "r.on('kvm2').out"       | "'r.on('kvm2').out' is not known: the 'exec' at site.groovy:10:9 has not run on kvm2"
        "r.pid"                  | "the result has no 'pid'"
        "null"                   | 'this comes to nothing (null) on kvm1'
        "facts.memory"           | "'argv' wants a text, not the number 2048, on kvm1"
        "facts.memory.size()"    | "the number 2048 has no method 'size'"
        "host.vars.rack.x"       | "the text 'r1' has no 'x'"
        "r"                      | "this wants plain data, not the result of 'exec'"
        "'x' as Integer"         | "the text 'x' is not a whole number"
        "while (true) { }"       | 'evaluating the playbook takes more than 1000000 steps'
        "'${'a' * 40}!' ==~ /(a+)+\\1b/ ? 'x' : 'y'" | "the regular expression takes more than 5000000 steps on this text"
        "'${'ab' * 20000}' ==~ /(a|b)*c/ ? 'x' : 'y'" | "the regular expression '(a|b)*c' goes too deep on this text"
        "throw new RuntimeException('no')" | 'no'
    }

    def "an error in the middle of a run quotes the playbook"() {
        given:
        def loaded = load("exec 'a', when: {\n  facts.os.famly == 'x'\n}")

        when:
        loaded.tasks[0].options().when()[0].holds(loaded.known('kvm1', FACTS))

        then:
        PlaybookException e = thrown()
        e.message.readLines().drop(1) == ["   11 |   facts.os.famly == 'x'", '      |            ^^^^^', "      = did you mean 'family'?",
                                          '      = where it may be missing, ask for it as facts.os?.famly']
    }

    def "blocks are evaluated for many hosts at a time, and cannot change what they share"() {
        given:
        def loaded = load('''
            def list = [1, 2]
            def n = 5
            exec 'a', { "${list.collect { it * facts.n }} $n" }
            exec 'b', { n++; 'x' }
            exec 'c', { list << 3; 'x' }''')
        def pool = Executors.newFixedThreadPool(4)

        when:
        def values = pool.invokeAll((1..200).collect { i -> { -> loaded.tasks[0].late().get().value(loaded.known('kvm1', [n: i])).argv()[1] } as Callable })*.get()

        then:
        values == (1..200).collect { i -> "[$i, ${2 * i}] 5" as String }
        wrongInRun(loaded.tasks[1].late().get(), loaded.known('kvm1')) == "'n' cannot be changed in a block that waits for the run"
        wrongInRun(loaded.tasks[2].late().get(), loaded.known('kvm1')) == 'this value cannot be changed'

        cleanup:
        pool.shutdownNow()
    }

    def "a block keeps the values that names have when it is said"() {
        given:
        def loaded = load('''
            def r = exec 'first'
            for (x in ['a', 'b']) { exec 'in', { "$x ${r.out}" } }
            r = exec 'last'
            ''')

        expect:
        loaded.tasks[1..2].collect { it.late().get().value(loaded.known('kvm1', [:], [1: result(out: '1'), 4: result(out: '4')])).argv()[1] } == ['a 1', 'b 1']
    }

    def "#left #order #right"() {
        expect:
        new Version(left) <=> new Version(right) == [before: -1, is: 0, after: 1][order]
        new Version(right) <=> new Version(left) == -[before: -1, is: 0, after: 1][order]

        where:
        left       | order    | right
        '1.10'     | 'after'  | '1.9'
        '1.0'      | 'is'     | '1.0.0'
        '1.0-rc1'  | 'before' | '1.0'
        '1.0-rc1'  | 'before' | '1'
        '1.0-rc1'  | 'before' | '1.0-rc2'
        '1.1.1w'   | 'after'  | '1.1.1'
        '1.1.1w'   | 'before' | '1.1.2'
        '6.1.0-13' | 'before' | '6.1.0-9999999999999999999999'
        '12'       | 'is'     | '12.0'
        'v2'       | 'after'  | 'v1'
    }

    private Loaded load(String tasks, String before = 'def uses(x) { true }') {
        new Loaded(dir.toPath(), "$before\nplay('p') {\non 'all'\n$tasks\n}\n")
    }
}
