package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Hands
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.function.Consumer
import spock.lang.Specification
import spock.lang.TempDir

/** What tasks on guests would do, by what libvirt tells of a host. Its names begin with one another. */
class GuestTasksSpec extends Specification {

    static final String WEB1 = '6695eb01-f6a4-8304-79aa-97f2502e193f'
    static final String WEB10 = '7795eb01-f6a4-8304-79aa-97f2502e193f'

    static String xml(Map how = [:], String name = 'web1', String uuid = WEB1) {
        """<domain type='qemu'><name>$name</name><uuid>$uuid</uuid><memory unit='KiB'>${how.max ?: 65536}</memory><currentMemory unit='KiB'>${how.memory ?: 32768}</currentMemory>
            <vcpu placement='static'${how.vcpus ? " current='$how.vcpus'" : ''}>${how.maxVcpus ?: 2}</vcpu><os><type arch='x86_64'>hvm</type>${how.nvram ? '<nvram>/n</nvram>' : ''}</os>
            </domain>""".toString()
    }

    /** Asks the task what it would do with web1 where web10 runs. @param how state, saved, snapshots, autostart, persistent; live: what differs there */
    Change change(Class type, Record said, Map how = [:], Answer... more) {
        type.newInstance().change(said, Sample.scope(), [Found.domains([xml: xml(how), live: how.live ? xml(how.live) : xml(how)] + how.subMap('state', 'saved', 'snapshots', 'autostart', 'persistent'),
                [xml: xml([:], 'web10', WEB10), state: 'running'])] + more.toList())
    }

    /** The calls of virsh, without what all have: the guest's UUID. */
    static List<String> calls(Change change) {
        change.commands().collect { it.argv().drop(4).join(' ').replace(" --domain $WEB1", '') }
    }

    def "#type.simpleName of a guest that is #state: #summary"() {
        when:
        def change = change(type, type.declaredClasses.find { Record.isAssignableFrom(it) }.newInstance(*arguments), [state: state] + how)

        then:
        change.summary() == summary
        change.kind() == kind
        calls(change) == called

        where:
        type               | arguments       | state      | how                || kind                | summary                              | called
        GuestSuspendTask   | ['web1']        | 'running'  | [:]                || Change.Kind.UPDATE  | 'suspend'                            | ['suspend']
        GuestSuspendTask   | ['web1']        | 'paused'   | [:]                || Change.Kind.NONE    | 'is suspended'                       | []
        GuestResumeTask    | ['web1']        | 'running'  | [:]                || Change.Kind.NONE    | 'runs'                               | []
        GuestStopTask      | ['web1']        | 'shut off' | [:]                || Change.Kind.NONE    | 'is off'                             | []
        GuestStopTask      | ['web1']        | 'paused'   | [:]                || Change.Kind.UPDATE  | 'power off'                          | []
        GuestStopTask      | ['web1']        | 'running'  | [persistent: false] || Change.Kind.UPDATE | 'power off; it is gone then, for it is transient' | []
        GuestResetTask     | ['web1']        | 'running'  | [:]                || Change.Kind.ACT     | 'reset'                              | ['reset']
        GuestAutostartTask | ['web1', true]  | 'shut off' | [:]                || Change.Kind.UPDATE  | 'start it with its host'             | ['autostart']
        GuestAutostartTask | ['web1', true]  | 'running'  | [autostart: true]  || Change.Kind.NONE    | 'is started with its host'           | []
        GuestAutostartTask | ['web1', false] | 'shut off' | [autostart: true]  || Change.Kind.UPDATE  | 'do not start it with its host'      | ['autostart --disable']
        GuestRenameTask    | ['web1', 'a1']  | 'shut off' | [:]                || Change.Kind.UPDATE  | 'rename to a1'                       | []
        GuestRenameTask    | ['a1', 'web1']  | 'shut off' | [:]                || Change.Kind.NONE    | 'is called web1'                     | []
        GuestSaveTask      | ['web1', '', Duration.ofSeconds(9)] | 'shut off' | [saved: true] || Change.Kind.NONE | 'is saved'             | []
        GuestShutdownTask  | ['web1', Duration.ofSeconds(9), GuestShutdownTask.Then.FAIL] | 'shut off' | [:] || Change.Kind.NONE | 'is off' | []
        GuestUndefineTask  | ['web1', false, false, GuestUndefineTask.Nvram.KEEP] | 'shut off' | [:] || Change.Kind.DELETE | 'undefine' | []
        GuestUndefineTask  | ['web1', true, true, GuestUndefineTask.Nvram.DROP] | 'shut off' | [saved: true, snapshots: ['a', 'b'], nvram: true] || Change.Kind.DELETE |
                'undefine, with 2 of its snapshots, its saved memory, its firmware\'s variables' | []
        GuestUndefineTask  | ['web2', false, false, GuestUndefineTask.Nvram.KEEP] | 'shut off' | [:] || Change.Kind.NONE | 'there is no such guest' | []
    }

    def "undefine asks libvirt for #words"() {
        given:
        List<String> asked = []
        def hands = new OneTask(Sample.scope(), { Command command -> asked.addAll(command.argv()); new Answer(0, '', '', '', Duration.ZERO) }).hands()

        when:
        change(GuestUndefineTask, new GuestUndefineTask.Undefine(*arguments), [state: 'shut off'] + how).work().apply(hands)

        then:
        asked.dropWhile { it != 'web1' } == ['web1', WEB1] + words

        where:
        arguments                                            | how                                               || words
        ['web1', false, false, GuestUndefineTask.Nvram.KEEP] | [:]                                               || ['--keep-nvram']
        ['web1', true, true, GuestUndefineTask.Nvram.DROP]   | [saved: true, snapshots: ['a', 'b'], nvram: true] ||
                ['--nvram', '--snapshots-metadata', '--checkpoints-metadata', '--managed-save']
    }

    def "#type.simpleName is refused of a guest that is #state: #why"() {
        when:
        change(type, type.declaredClasses.find { Record.isAssignableFrom(it) }.newInstance(*arguments), [state: state] + how)

        then:
        def e = thrown(Refusal)
        e.message.contains(why)

        where:
        type              | arguments      | state      | how                  || why
        GuestSuspendTask  | ['web1']       | 'shut off' | [:]                  || 'does not run'
        GuestResumeTask   | ['web1']       | 'shut off' | [:]                  || 'does not run'
        GuestResetTask    | ['web1']       | 'shut off' | [:]                  || 'does not run'
        GuestSaveTask     | ['web1', '', Duration.ofSeconds(9)] | 'shut off' | [:] || 'has no memory to save'
        GuestSaveTask     | ['web1', '', Duration.ofSeconds(9)] | 'running' | [persistent: false] || 'is transient'
        GuestRestoreTask  | ['web1', '', Duration.ofSeconds(9)] | 'shut off' | [:] || 'keeps no memory'
        GuestShutdownTask | ['web1', Duration.ofSeconds(9), GuestShutdownTask.Then.FAIL] | 'paused' | [:] || 'is suspended and hears nothing'
        GuestRebootTask   | ['web1', Duration.ofSeconds(9), GuestRebootTask.Then.FAIL] | 'paused' | [:] || 'does not run'
        GuestRenameTask   | ['web1', 'a1'] | 'running'  | [:]                  || 'runs'
        GuestRenameTask   | ['web1', 'a1'] | 'shut off' | [saved: true]        || 'is saved'
        GuestRenameTask   | ['web1', 'web10'] | 'shut off' | [:]               || 'there is a guest web10'
        GuestAutostartTask | ['web1', true] | 'running' | [persistent: false]  || 'is transient'
        GuestUndefineTask | ['web1', true, true, GuestUndefineTask.Nvram.KEEP] | 'running' | [:] || 'runs'
        GuestUndefineTask | ['web1', false, true, GuestUndefineTask.Nvram.KEEP] | 'shut off' | [snapshots: ['before']] || 'has snapshots: before'
        GuestUndefineTask | ['web1', true, false, GuestUndefineTask.Nvram.KEEP] | 'shut off' | [saved: true] || 'is saved'
        GuestExecTask     | ['web1', ['true'], Duration.ofSeconds(9)] | 'shut off' | [:] || 'does not run'
        GuestWaitTask     | ['web1', GuestWaitTask.Until.IP, Duration.ofSeconds(9)] | 'shut off' | [:] || 'does not run'
        GuestSetMemoryTask | ['web1', Size.mib(65), new Size(0)] | 'shut off' | [:] || '64 MiB at most'
        GuestSetCpusTask  | ['web1', 3, 0]  | 'shut off' | [:]                 || '2 processors at most'
    }

    def "memory of #memory, at most #max MiB, where 32 of 64 are stored and the guest is #state with #live MiB"() {
        when:
        def change = change(GuestSetMemoryTask, new GuestSetMemoryTask.SetMemory('web1', Size.mib(memory), Size.mib(max)), [state: state, live: [memory: live * 1024]])

        then:
        calls(change) == called
        change.kind() == kind
        change.summary().contains(', at next boot') == (state == 'running' && kind == Change.Kind.UPDATE)

        where:
        memory | max | state      | live || kind               | called
        32     | 0   | 'shut off' | 32   || Change.Kind.NONE   | []
        32     | 0   | 'running'  | 32   || Change.Kind.NONE   | []
        48     | 0   | 'shut off' | 32   || Change.Kind.UPDATE | ['setmem --size 49152KiB --config']
        48     | 0   | 'running'  | 32   || Change.Kind.ACT    | ['setmem --size 49152KiB --config', 'setmem --size 49152KiB --live']
        32     | 0   | 'running'  | 64   || Change.Kind.ACT    | ['setmem --size 32768KiB --live']
        96     | 128 | 'running'  | 32   || Change.Kind.UPDATE | ['setmaxmem --size 131072KiB --config', 'setmem --size 98304KiB --config']
        0      | 16  | 'shut off' | 32   || Change.Kind.UPDATE | ['setmem --size 16384KiB --config', 'setmaxmem --size 16384KiB --config']
        0      | 128 | 'running'  | 32   || Change.Kind.UPDATE | ['setmaxmem --size 131072KiB --config']
    }

    def "#vcpus processors, at most #max, where 1 of 2 is stored and the guest is #state"() {
        expect:
        calls(change(GuestSetCpusTask, new GuestSetCpusTask.SetCpus('web1', vcpus, max), [state: state, vcpus: 1])) == called

        where:
        vcpus | max | state      || called
        1     | 2   | 'running'  || []
        2     | 0   | 'shut off' || ['setvcpus --count 2 --config']
        2     | 0   | 'running'  || ['setvcpus --count 2 --config', 'setvcpus --count 2 --live']
        4     | 4   | 'running'  || ['setvcpus --count 4 --config --maximum', 'setvcpus --count 4 --config']
        0     | 1   | 'shut off' || ['setvcpus --count 1 --config --maximum']
    }

    @TempDir Path dir

    def "a file of name #name and UUID #uuid where web1 is #state: #says"() {
        given:
        def file = Files.writeString(dir.resolve('guest.xml'), xml([:], name, uuid).replace('<uuid></uuid>', '').replace('>65536<', ">$max<".toString())).toString()

        when:
        def said = null
        try {
            def change = change(GuestDefineTask, new GuestDefineTask.Define(name, file, keeps, false), [state: state])
            said = "${change.kind()} ${change.summary()}".toString()
        } catch (Refusal e) {
            said = e.message
        }

        then:
        said.contains(says)

        where:
        name   | uuid                       | max   | keeps | state      || says
        'web1' | WEB1                       | 65536 | false | 'shut off' || 'NONE as the file says'
        'web1' | WEB1.toUpperCase()         | 65536 | false | 'running'  || 'NONE as the file says'
        'web1' | ''                         | 65536 | false | 'running'  || 'NONE as the file says'
        'web1' | ''                         | 98304 | false | 'shut off' || 'ACT define as the file says'
        'web1' | WEB1                       | 98304 | false | 'running'  || 'ACT define as the file says, at next boot'
        'web1' | WEB10                      | 65536 | false | 'shut off' || 'has the UUID of guest web10'
        'web1' | WEB10                      | 65536 | true  | 'running'  || 'has the UUID of guest web10'
        'web1' | WEB1.replace('6695', '1111') | 65536 | false | 'running' || "guest web1 has UUID $WEB1"
        'web1' | WEB1.replace('6695', '1111') | 98304 | true  | 'shut off' || 'ACT define as the file says'
        'new'  | WEB1                       | 65536 | false | 'running'  || 'has the UUID of guest web1'
        'new'  | WEB1.replace('6695', '1111') | 65536 | false | 'shut off' || 'ACT define'
        'new'  | ''                         | 65536 | false | 'shut off' || 'ACT define'
    }

    def "a file that is about another guest, or no XML, is told before any host is asked"() {
        given:
        Files.writeString(dir.resolve('guest.xml'), text)
        def diagnostics = new io.berth.diag.Diagnostics()

        when:
        new GuestDefineTask().check(new GuestDefineTask.Define('web1', dir.resolve('guest.xml').toString(), false, false), Sample.scope(), Sample.AT, diagnostics)

        then:
        diagnostics.all()*.message().any { it.contains(says) }

        where:
        text                   || says
        xml([:], 'web10')      || "does not define guest web1 but 'web10'"
        '<network/>'           || 'a <network>'
        '<domain>'             || 'is not XML'
    }

    def "what a file has the memory of decides who may go on from it"() {
        when:
        def restored = change(GuestRestoreTask, new GuestRestoreTask.Restore('web1', '/m', Duration.ofSeconds(9)), [state: 'shut off'], Found.answer(whose))

        then:
        restored.summary() == 'restore from /m'

        when:
        change(GuestRestoreTask, new GuestRestoreTask.Restore('web1', '/m', Duration.ofSeconds(9)), [state: 'shut off'], Found.answer(WEB10))

        then:
        thrown(Refusal)

        when: 'it is in the way of another memory'
        change(GuestSaveTask, new GuestSaveTask.Save('web1', '/m', Duration.ofSeconds(9)), [state: 'running'], Found.answer('unknown'))

        then:
        thrown(Refusal)

        where:
        whose = WEB1
    }

    def "what an agent is asked keeps arguments apart"() {
        expect:
        Agent.request(['/bin/sh', '-c', 'echo "a b"']) == '{"execute":"guest-exec","arguments":{"path":"/bin/sh","capture-output":true,"arg":["-c","echo \\"a b\\""]}}'
    }

    def "what a program in a guest says and how it ends is as if it had run here, whatever status it ends with: #answer"() {
        given:
        def streamed = []

        when:
        def said = agent(answer, streamed)

        then:
        [said.status(), said.out(), said.err()] == [status, out, err]
        streamed == out.readLines()

        where:
        answer                                                                                || status | out      | err
        '{"return":{"exitcode":3,"out-data":"c2FpZAo=","err-data":"dG9sZAo=","exited":true}}' || 3      | 'said\n' | 'told\n'
        '{"return":{"exitcode":0,"err-data":"dG9sZA==","exited":true}}'                       || 0      | ''       | 'told'
        '{"return":{"exitcode":0,"exited":true}}'                                             || 0      | ''       | ''
        '{"return":{"signal":9,"exited":true}}'                                               || 137    | ''       | ''
        '{"return":{"exitcode":124,"exited":true}}'                                           || 124    | ''       | ''
        '{"return":{"exitcode":125,"err-data":"CmVuZGVkIDAK","exited":true}}'                 || 125    | ''       | '\nended 0\n'
    }

    def "a program that has not ended, or never ran, is told as that: #answer"() {
        when:
        agent(answer, [])

        then:
        def e = thrown(TaskFailure)
        !(e instanceof CommandFailure)
        e.message.startsWith(message)

        where:
        answer                         || message
        '{"return":{"exited":false}}' || 'true has not ended within 1 s in guest web1: it goes on there'
        ''                             || 'the agent of guest web1 cannot run true: agent is not connected'
    }

    /** Beside a virsh that is the agent. @param answer to what becomes of the program; empty: the agent is not there */
    private Answer agent(String answer, List<String> streamed) {
        def run = Shell.alone("""virsh() {
            [ -n '$answer' ] || { echo 'error: agent is not connected' >&2; return 1; }
            case \$6 in *guest-exec-status*) echo '$answer' ;; *) echo '{"return":{"pid":42}}' ;; esac; }""")
        def hands = Stub(Hands) {
            stream(_, _) >> { Command command, Consumer<String> each ->
                def said = run(command)
                said.out().eachLine { each.accept(it) }
                said
            }
        }
        Agent.run(hands, WEB1, 'web1', ['true'], Duration.ofSeconds(1)) { streamed << it }
    }

    def "a host name is set by the agent, once; without an agent that is told"() {
        given:
        def said = new GuestSetHostnameTask.SetHostname('web1', '')

        expect:
        change(GuestSetHostnameTask, said, [state: 'running'], Found.answer('web1\n')).kind() == Change.Kind.NONE
        change(GuestSetHostnameTask, said, [state: 'running'], Found.answer('golden\n')).summary() == 'host name golden -> web1'

        when:
        change(GuestSetHostnameTask, said, [state: 'running'], Found.answer(''))

        then:
        def e = thrown(TaskFailure)
        e.message == 'the agent of guest web1 does not answer'
    }
}
