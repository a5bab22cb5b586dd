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
        new StartTask().change(START, Sample.scope(), [Found.domains(domains as Map[]), Found.answer(state)])
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
        []                                                                        | 'held=me@here pid 1 run r'              | 'slot w01 is locked by me@here pid 1 run r'
        []                                                                        | 'mapped=/w01.raw is behind /dev/loop7'  | 'slot w01 does not start while its disk is mapped or mounted: /w01.raw is behind /dev/loop7'
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
        e.message == "slot w01 does not start while its disk is mapped or mounted: $disk is behind $loop"
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
        seen.out() == 'held=me@here pid 1 run r\n'

        when:
        start.work().apply(new OneTask(Sample.scope(), { locked(script, it) }).hands())

        then:
        Refusal e = thrown()
        e.message == 'slot w01 is locked by me@here pid 1 run r'
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
