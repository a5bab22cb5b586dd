package io.berth.script

import io.berth.api.Param
import io.berth.model.Identity
import io.berth.model.Play
import io.berth.model.Redeploy
import io.berth.model.Size
import io.berth.model.TaskOptions
import io.berth.model.TaskSpec
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

import static io.berth.script.Vocabulary.Everything
import static io.berth.script.Vocabulary.Exec
import static io.berth.script.Vocabulary.Inner
import static io.berth.script.Vocabulary.Level
import static io.berth.script.Vocabulary.Start

/** Task types become words: their parameters are given by position, by name and in a block. */
class TaskWordsSpec extends Specification {

    @TempDir
    Path dir

    def "an argument list is given one by one or as a list: #code"() {
        expect:
        task(code).parameters() == new Exec(argv)

        where:
        code                                 | argv
        "exec 'uname', '-r'"                 | ['uname', '-r']
        "exec('uname', '-r')"                | ['uname', '-r']
        "exec(['uname', '-r'])"              | ['uname', '-r']
        "exec(['a'] + ['b', 'c'])"           | ['a', 'b', 'c']
        "exec argv: ['uname']"               | ['uname']
        "exec(argv: ['uname'])"              | ['uname']
        "exec { argv 'uname', '-r' }"        | ['uname', '-r']
        "exec(['uname'], timeout: 1.minute)" | ['uname']
        "def v = 'x'; exec \"\$v-y\""        | ['x-y']
    }

    def "all tasks can say where they run and how long they may take"() {
        expect:
        with(task("exec(['a', 'b']) { timeout 30.seconds; retries 2; delay 5.seconds; on 'kvm2' }")) {
            [word(), hosts(), options().timeout(), options().retries(), options().delay()] == ['exec', ['kvm2'], Duration.ofSeconds(30), 2, Duration.ofSeconds(5)]
        }
        with(task("exec 'a', on: 'kvm[2-3]'")) {
            [hosts(), options().timeout(), options().retries(), options().delay()] == [['kvm2', 'kvm3'], TaskOptions.DEFAULT_TIMEOUT, 0, Duration.ofSeconds(1)]
        }
    }

    def "what several tasks say alike is spread out in each, and what stands further behind counts: #code"() {
        expect:
        with(task("def alike = [timeout: 30.seconds, retries: 2]; $code")) {
            [parameters(), options().timeout(), options().retries()] == [new Exec(['a']), Duration.ofSeconds(30), retries]
        }

        where:
        code                                           | retries
        "exec(*: alike, argv: ['a'])"                  | 2
        "exec 'a', *: alike, retries: 3"               | 3
        "exec 'a', retries: 3, *: alike"               | 2
        "exec('a', *: alike + [retries: 4])"           | 4
        "exec 'a', *: [*: alike, retries: 5]"          | 5
    }

    def "a task that says no hosts runs on those of its play, wherever the play says them"() {
        when:
        Play play = play("exec 'a'; exec 'b', on: 'kvm3'; always { exec 'c' }; on 'kvm1,kvm2'; limit perHost: 3")

        then:
        play.tasks()*.hosts() == [['kvm1', 'kvm2'], ['kvm3'], ['kvm1', 'kvm2']]
        play.tasks()*.place()*.role() == [TaskSpec.Role.MAIN, TaskSpec.Role.MAIN, TaskSpec.Role.ALWAYS]
        play.tasks()[2].parameters() == new Exec(['c'])
        play.limits().perHost() == 3
    }

    def "a task of a slot runs on the slot's host: #code"() {
        expect:
        with(task(code)) {
            parameters().class == Start
            [parameters().slot().name(), hosts()] == ['s02', ['kvm2']]
        }

        where:
        code << ["start 's02'", "start slots('s02').first()", "slots('*').findAll { it.host == 'kvm2' }.each { start it }"]
    }

    def "what is not said has its fallback"() {
        expect:
        task("everything('t') { inner { depth 3 } }").parameters() == new Everything('t', 7, 0, true, Duration.ofSeconds(90), new Size(2L << 30),
                [], [:], Level.LOW, new Inner(3, 'none'))
    }

    def "every kind of parameter can be said"() {
        expect:
        task('''everything('t', 8, large: 10000000000) {
                    flag false; patience 2.minutes; size 3.MiB; texts 'a', 'b'; names a: 'x', b: 'y'; level very_high
                    inner depth: 4, note: 'deep'
                }''').parameters() == new Everything('t', 8, 10000000000, false, Duration.ofMinutes(2), new Size(3L << 20),
                ['a', 'b'], [a: 'x', b: 'y'], Level.VERY_HIGH, new Inner(4, 'deep'))
        task("everything(text: 't', level: 'Very_High', names: [k: 'v']) { inner { depth 1 } }").parameters() == new Everything('t', 7, 0, true,
                Duration.ofSeconds(90), new Size(2L << 30), [], [k: 'v'], Level.VERY_HIGH, new Inner(1, 'none'))
    }

    def "redeploy can say all it has"() {
        expect:
        with(task('''redeploy('s01') {
                        by tar; image 'other'; shutdown within: 30.seconds, then: fail; identity hostname: 'node-1.lab'; onFailure rollback
                        ready { ssh within: 3.minutes; agent within: 1.minute; port 80, within: 30.seconds; command 'curl -f http://$ADDRESS/' }
                        timeout 1.hour; retries 1
                    }''')) {
            parameters() == new Redeploy(parameters().slot(), 'other', Redeploy.Strategy.TAR, Duration.ofSeconds(30), Redeploy.OnTimeout.FAIL,
                    Identity.named('node-1.lab'), true, Duration.ofMinutes(3), new Redeploy.Checks(Duration.ofMinutes(1), 80, Duration.ofSeconds(30), 'curl -f http://$ADDRESS/', Duration.ofMinutes(2)),
                    Redeploy.OnFailure.ROLLBACK)
            [parameters().slot().name(), hosts(), options().timeout(), options().retries()] == ['s01', ['kvm1'], Duration.ofHours(1), 1]
        }
    }

    def "a guest that is not started is not waited for"() {
        expect:
        with(task("redeploy('s01') { start false; ready { agent within: 1.minute } }").parameters()) {
            !start()
            sshWithin() == Duration.ZERO
            checks() == Redeploy.Checks.NONE
        }
    }

    def "tasks can be said in functions and loops"() {
        expect:
        play("def both(cmd) { exec cmd, on: 'kvm1'; exec cmd, on: 'kvm2' }", "both 'a'; for (c in ['b', 'c']) { both c }")
                .tasks().collect { [it.parameters().argv()[0], it.hosts()[0]] } ==
                [['a', 'kvm1'], ['a', 'kvm2'], ['b', 'kvm1'], ['b', 'kvm2'], ['c', 'kvm1'], ['c', 'kvm2']]
    }

    def "a task type that no playbook could say is a mistake of its author: #why"() {
        when:
        PlaybookLoader.check(Vocabulary.type(word, parameters))

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(why)

        where:
        word       | parameters    | why
        'slots'    | Exec          | "the word 'slots' has a meaning already"
        'thing'    | WithTimeout   | "'timeout' of 'thing' is an option of all tasks"
        'thing'    | WithObject    | 'a playbook can say nothing of type java.lang.Object'
        'thing'    | WithoutChoice | 'is not required, and its fallback is none'
        'thing'    | WithBadSize   | "is not required, and its fallback is none: 'big'"
    }

    static record WithTimeout(@Param(doc = 'x') Duration timeout) { }

    static record WithObject(@Param(doc = 'x') Object thing) { }

    static record WithoutChoice(@Param(doc = 'x') Level level) { }

    static record WithBadSize(@Param(doc = 'x', fallback = 'big') Size size) { }

    private TaskSpec task(String code) {
        play('', "on 'kvm1'; $code").tasks()[0]
    }

    private Play play(String before = '', String code) {
        Files.writeString(dir.resolve('t.ftl'), '<domain/>')
        Path file = Files.writeString(dir.resolve('tasks.groovy'), """\
            play('p') { $code }
            $before
            hosts { host 'kvm1'; host 'kvm2'; host 'kvm3' }
            pool('p') { on 'all'; dir '/p' }
            image('debian') { store 'kvm1'; tree '/i' }
            image('other') { store 'kvm1'; tree '/o' }
            template 't', 't.ftl'
            slots('s', perHost: 1) { on 'all'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't'; image 'debian' }
            """)
        new PlaybookLoader(Vocabulary.all()).load([], file, [:]).plays()[0]
    }
}
