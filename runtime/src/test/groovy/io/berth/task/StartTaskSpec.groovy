package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.model.Command
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Decisions, and the scripts with a real lock and a real loop device: root is needed. Only libvirt is played. */
class StartTaskSpec extends Specification {

    @TempDir
    Path dir

    static final StartTask.Start START = new StartTask.Start(Sample.slot())

    static String domain(String name, String disk, String mac = '52:54:00:00:00:01') {
        """<domain type='qemu'><name>$name</name><uuid>${UUID.nameUUIDFromBytes(name.bytes)}</uuid><devices>
            <disk type='file'><source file='$disk'/><target dev='vda'/></disk><interface type='network'><mac address='$mac'/></interface></devices></domain>"""
    }

    static Change change(List<Map> domains, String state = '') {
        new StartTask().change(START, Sample.scope(), [Found.domains(domains as Map[]), Found.answer(state, state ? 75 : 0)])
    }

    def "a domain that is #state: #kind #summary"() {
        when:
        Change change = change([[xml: domain('w01', '/w01.raw'), state: state]])

        then:
        change.kind() == kind
        change.summary() == summary

        where:
        state         | kind               | summary
        'running'     | Change.Kind.NONE   | 'runs'
        'shut off'    | Change.Kind.UPDATE | 'start'
        'crashed'     | Change.Kind.UPDATE | 'start'
        'paused'      | Change.Kind.UPDATE | 'resume'
        'pmsuspended' | Change.Kind.UPDATE | 'wake it up'
    }

    def "a domain that other tasks may still define may be started"() {
        expect:
        change([]).kind() == Change.Kind.MAYBE
    }

    def "one that is shutting down is left alone"() {
        when:
        change([[xml: domain('w01', '/w01.raw'), state: 'in shutdown']])

        then:
        thrown(TaskFailure)
    }

    def "refused: #message"() {
        when:
        change([[xml: domain('w01', '/w01.raw')]] + others, state)

        then:
        Refusal e = thrown()
        e.message == message

        where:
        others                                                                    | state                                   | message
        [[xml: domain('web', '/w01.raw', '52:54:00:00:00:02'), state: 'running']] | ''                                      | 'slot w01 does not start: disk /w01.raw is in use by domain web'
        [[xml: domain('web', '/web.raw'), state: 'paused']]                       | ''                                      | 'slot w01 does not start: MAC 52:54:00:00:00:01 is in use by domain web'
        []                                                                        | 'refused lock: it is held by me\n'       | 'slot w01: refused by rule lock: it is held by me'
        []                                                                        | 'refused disk-in-use: /w01.raw is it\n'  | 'slot w01: refused by rule disk-in-use: /w01.raw is it'
    }

    def "another domain's disk that is not running is no reason"() {
        expect:
        change([[xml: domain('w01', '/w01.raw')], [xml: domain('web', '/w01.raw')]]).kind() == Change.Kind.UPDATE
    }

    def "under the lock it is looked again: a disk that was mapped meanwhile is refused"() {
        given:
        Path disk = Files.write(dir.resolve('w01.raw'), new byte[1 << 20])
        Change start = change([[xml: domain('w01', disk.toString())]])
        String loop = output('losetup', '-f', '--show', disk.toString())

        when:
        start.work().apply(host('touch ' + dir.resolve('started')).hands())

        then:
        Refusal e = thrown()
        e.message == "slot w01: refused by rule disk-in-use: $disk is attached to $loop, and not by berth"
        !Files.exists(dir.resolve('started'))

        when:
        output('losetup', '-d', loop)
        start.work().apply(host('echo "$@" >' + dir.resolve('started')).hands())

        then:
        Files.readString(dir.resolve('started')).trim() == "start --domain ${UUID.nameUUIDFromBytes('w01'.bytes)}"

        cleanup:
        Shell.local(Command.of('losetup', '-d', loop))
    }

    def "whoever holds the lock is seen by a look, and named when it is wanted"() {
        given:
        String script = '''
            mkdir -p /run/berth/locks
            echo 'me@here pid 1 run r' >/run/berth/locks/slot-w01
            exec 9>>/run/berth/locks/slot-w01
            flock 9
        '''
        Change start = change([[xml: domain('w01', '/w01.raw')]])
        def seen = locked(script, new StartTask().observe(START, Sample.scope())[1])

        expect:
        seen.status() == 75
        seen.out().startsWith('refused lock: it is held by me@here pid 1 run r\n')

        when:
        start.work().apply(new OneTask(Sample.scope(), { locked(script, it) }).hands())

        then:
        Refusal e = thrown()
        e.message == 'slot w01: refused by rule lock: it is held by me@here pid 1 run r'
    }

    def "under the lock it is looked again: #what that a running domain took meanwhile is refused"() {
        given:
        Path disk = Files.write(dir.resolve('w01.raw'), new byte[1 << 20])
        Change start = change([[xml: domain('w01', disk.toString())]])

        when:
        start.work().apply(host("""case "\$1" in
            start) touch '$dir/started' ;;
            domstats) printf "Domain: 'web'\\n  block.0.path=%s\\n" '${dir.resolve(path)}' ;;
            list) echo other ;;
            domname) echo web ;;
            *domiflist*) printf '\\001mac other\\001\\n vnet0 network lan virtio %s\\n\\001end\\001\\n' '$mac' ;;
            esac""").hands())

        then:
        Refusal e = thrown()
        e.message == message.replace('DISK', disk.toString())
        !Files.exists(dir.resolve('started'))

        where:
        what     | path      | mac                 | message
        'a disk' | 'w01.raw' | '52:54:00:00:00:02' | "slot w01: refused by rule disk-in-use: DISK is used by the running domain 'web'"
        'a MAC'  | 'web.raw' | '52:54:00:00:00:01' | 'slot w01: refused by rule mac-in-use: MAC 52:54:00:00:00:01 is used by the running domain web'
    }

    def "a start and a redeploy of a slot exclude each other: the redeploy is first"() {
        given:
        def slot = new LoopSlot(dir.toFile())
        new File(slot.tools, 'stubborn').text = ''
        def redeploy = slot.start(holder: 'eve@site pid 99 run r77', shutdown: 30)
        redeploy.reaches('say asked to shut down')

        when:
        def looked = run(slot, StartTask.LOOK, slot.name, slot.disk.path)
        def started = run(slot, StartTask.START, 'ada@desk pid 7 run r1', '1', slot.name, 'start', 'a-uuid', 'disk', slot.disk.path)

        then:
        [looked, started]*.status() == [75, 75]
        [looked, started].every { it.out() ==~ /(?s)refused lock: it is held by eve@site pid 99 run r77, since 20.*/ }
        !new File(slot.tools, 'calls').text.contains('start')

        cleanup:
        redeploy.signalGroup('TERM').end()
    }

    def "a start and a redeploy of a slot exclude each other: the start is first"() {
        given: 'a start that does not end yet'
        def slot = new LoopSlot(dir.toFile())
        slot.tool('virsh', new File(slot.tools, 'virsh').text.replace('\nstart)\n', '\nstart) read -r _ <"$here/go" ;;\nnever)\n'))
        LoopSlot.sh 'mkfifo "$1"', new File(slot.tools, 'go')
        def start = process(slot, StartTask.START, 'eve@site pid 99 run r77', '1', slot.name, 'start', 'a-uuid', 'disk', slot.disk.path)
        while (!new File(slot.tools, 'calls').with { it.exists() && it.text.contains('start --domain') }) {
            assert start.alive
        }

        when:
        def redeploy = slot.run()

        then:
        redeploy.status() == 75
        redeploy.said('refused') ==~ /lock: it is held by eve@site pid 99 run r77, since 20.*/

        when:
        new File(slot.tools, 'go').text = 'on\n'
        start.waitFor()

        then:
        start.exitValue() == 0
        slot.held() == ''
        slot.run().status() == 0

        cleanup:
        start.destroy()
    }

    private static Process process(LoopSlot slot, script, String... arguments) {
        def argv = script.with([new File(slot.dir, 'run').path, new File(slot.dir, 'state').path] + arguments.toList()).argv()
        def builder = new ProcessBuilder(argv).redirectErrorStream(true)
        builder.environment().PATH = "$slot.tools:${System.getenv('PATH')}".toString()
        builder.start()
    }

    private static run(LoopSlot slot, script, String... arguments) {
        def process = process(slot, script, arguments)
        def out = process.inputStream.text
        Found.answer(out, process.waitFor())
    }

    private static locked(String script, Command command) {
        Shell.alone('virsh() { :; }').call(Command.of(['sh', '-c', script + '\n"$@" 9>&-', '-'] + command.argv()))
    }

    private static OneTask host(String virsh) {
        new OneTask(Sample.scope(), Shell.alone("virsh() { $virsh; }"))
    }

    private static String output(String... argv) {
        def answer = Shell.local(Command.of(argv))
        assert answer.ok(): answer.err()
        answer.text()
    }
}
