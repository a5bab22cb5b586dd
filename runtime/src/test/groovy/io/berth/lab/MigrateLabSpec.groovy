package io.berth.lab

import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Three guests that go to and fro between two hosts, each in another way: a runs on storage that both have, b runs on a disk of its own,
 * c is off and has snapshots in its disk. Whatever goes wrong meanwhile, each is in one place then, whole, and a run more has it where it was to go.
 */
class MigrateLabSpec extends Specification {

    static final String LOCAL = '/srv/berth/mig-spec'
    static final String SHARED = '/srv/berth/shared/mig-spec'
    static final List<String> ALL = ['a', 'b', 'c']

    @Shared @TempDir Path state
    @Shared Berth berth
    @Shared Map<String, LabGuests> on
    /** Where they are. */
    @Shared String here = 'kvm1'
    @Shared String there = 'kvm2'
    @Shared String snapshot

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
        on = ['kvm1', 'kvm2'].collectEntries { [(it): new LabGuests(it, 'mig-')] }
        on.keySet().each { Lab.must(it, 'rm -rf "$1"; mkdir -p "$1" "$2"', LOCAL, SHARED) }
        def guests = on.kvm1
        Lab.must('kvm1', '''
            dd if=/dev/urandom of="$1/b.raw" bs=1M count=6 status=none; qemu-img create -q -f qcow2 "$1/c.qcow2" 8M''', LOCAL)
        guests.define('a', disk: "$SHARED/a.raw", nic: 'bridge=br0').define('b', disk: "$LOCAL/b.raw").start('a', 'b')
        Lab.must('kvm1', 'printf %s "$1" | virsh -q define /dev/stdin; virsh -q snapshot-create-as mig-c one; virsh -q snapshot-create-as mig-c two; virsh -q autostart mig-c',
                guests.xml('c', disk: "$LOCAL/c.qcow2").replace("type='raw'", "type='qcow2'"))
        snapshot = Lab.must('kvm1', 'virsh snapshot-dumpxml mig-c two; sha256sum <"$1"', "$LOCAL/c.qcow2")
    }

    def cleanupSpec() {
        on?.values()?.each { it.close() }
        ['kvm1', 'kvm2'].each { Lab.on(it, 'umount "$1" 2>/dev/null; rm -rf "$1" "$2" /var/lib/berth/moves /var/lib/berth/drained', LOCAL, SHARED) }
    }

    def "the plan says which way each goes and why, and nothing is touched"() {
        when:
        def plan = berth.must(0, 'guest', 'migrate', 'mig-*', 'kvm2', '-i', 'lab', '-C').out

        then:
        plan =~ /mig-a  live to kvm2: both hosts have its disks/
        plan =~ /mig-b  live, with 6 MiB of its disks to kvm2: \/srv\/berth\/mig-spec\/b.raw is on its host only/
        plan =~ /mig-c  offline, with .* of its disks to kvm2: it is off/
        allAt('kvm1')
    }

    def "all go, each in its way, with their snapshots; what they had here is gone"() {
        when:
        def ran = berth.must(0, 'guest', 'migrate', 'mig-*', 'kvm2', '-i', 'lab', '--ports', '49310-49315')

        then:
        ran.err.readLines().count { it.startsWith('changed') } == 3
        arrived()
        Lab.must('kvm2', 'virsh snapshot-dumpxml mig-c two; sha256sum <"$1"; virsh snapshot-current mig-c --name; virsh dominfo mig-c', "$LOCAL/c.qcow2")
                .startsWith(snapshot + '\ntwo\n')
        Lab.must('kvm2', 'virsh dominfo mig-c') =~ /Autostart: +enable/
    }

    def "#what while they move: each is in one place, and a run more ends well"() {
        given:
        def run = berth.start('guest', 'migrate', 'mig-*', there, '-i', 'lab', '--limit-rate', '2', '-o', 'json')
        run.awaitLine(60) { it.contains("\"task\":\"guestMigrate:mig-$guest@$here\"") && it.contains("\"phase\":\"$phase\"") }

        when:
        fault.call(here, there, run)
        def ran = run.end()

        then:
        ran.exit == exit
        Lab.eventually("each guest is in one place: ${-> placed()}", 40) { alone ? whole() : once() }

        when:
        repair.call(here, there)
        berth.must(0, 'guest', 'migrate', 'mig-*', there, '-i', 'lab', '--ports', '49310-49315')

        then:
        arrived()

        where:
        [what, guest, phase, exit, alone, fault, repair] << (System.getProperty('berth.faults') == 'all' ? FAULTS : FAULTS.findAll { it[0] in ALWAYS })
    }

    def "a host is emptied, something is done there, and it has its guests again"() {
        when:
        berth.must(0, 'host', 'drain', here, '--to', there, '--only', 'mig-*', '-i', 'lab')

        then:
        allAt(there)
        Lab.must(here, 'cut -d " " -f 2,3 /var/lib/berth/drained | sort').readLines() == ALL.collect { "mig-$it $there" as String }

        when:
        berth.must(0, 'host', 'undrain', here, '--only', 'mig-*', '-i', 'lab')

        then:
        allAt(here)
        Lab.on(here, 'cat /var/lib/berth/drained').out == ''

        when:
        berth.must(0, 'host', 'update', here, '--to', there, '--only', 'mig-a', '--run', "virsh -q list --name | grep '^mig-' >$SHARED/running", '--no-reboot', '--yes', '-i', 'lab')

        then:
        Lab.must(here, 'cat "$1"', "$SHARED/running".toString()) == 'mig-b'
        allAt(here)
    }

    def "the example of #word does what it says"() {
        expect:
        berth.must(0, 'run', Lab.ROOT.resolve("docs/reference/examples/lab/${word}.groovy").toString(), '-i', 'lab')
        Lab.must('kvm2', holds)

        cleanup:
        ['kvm1', 'kvm2'].each { Lab.on(it, 'virsh -q undefine example-moved; rm -rf /var/tmp/berth-example') }

        where:
        word           | holds
        'guestMigrate' | 'virsh -q domstate example-moved; ls /var/tmp/berth-example/moved.qcow2'
        'hostReady'    | 'echo it waits for nothing here'
    }

    /** The others are tried with -Dberth.faults=all. */
    static final List<String> ALWAYS = ['the controller is killed while a guest changes its place', 'the controller is killed while memory goes']
    // exit status; whether all that is left goes without a further run
    static final Closure NOTHING = { String here, String there -> }
    static final Closure KILL = { String here, String there, Ran.Running run -> run.signal('KILL') }
    static final List<List> FAULTS = [
            ['the controller is killed in the check', 'a', 'check', 137, true, KILL, NOTHING],
            ['the controller is killed while a disk is copied', 'c', 'copy', 137, true, KILL, NOTHING],
            ['the controller is killed while memory goes', 'b', 'memory', 137, true, KILL, NOTHING],
            ['the controller is killed while a guest changes its place', 'a', 'switch', 137, true, KILL, NOTHING],
            ['it is interrupted', 'b', 'memory', 130, true, { here, there, run -> 2.times { n -> run.signal('INT'); run.awaitLine(10) { it.contains("\"hard\":${n > 0}") } } }, NOTHING],
            ['the target\'s libvirtd is killed', 'b', 'memory', 1, false, { here, there, run -> kill(there, 'libvirtd') }, { here, there -> Lab.must(there, '/run/lab/daemons') }],
            ['the connection of both hosts is cut', 'b', 'memory', 1, true, { here, there, run -> Lab.must(here, 'for pid in $(pgrep -x ssh); do kill -KILL "$pid" || :; done') }, NOTHING],
            ['the target\'s disk is full', 'b', 'memory', 1, true, { here, there, run -> Lab.must(there, 'mount -t tmpfs -o size=4k tmpfs "$1"; mv "$1/b.raw" "$1/b" || :', LOCAL) }, { here, there -> Lab.must(there, 'umount "$1"', LOCAL) }]]

    private static void kill(String host, String daemon) {
        Lab.must(host, '''for comm in /proc/[0-9]*/comm; do
            if read -r found <"$comm" && [ "$found" = "$1" ]; then pid=${comm#/proc/}; kill -KILL "${pid%/comm}"; fi
        done 2>/dev/null || :''', daemon)
    }

    /** Which guests are where, as the hosts have them, with libvirt or without: those that are defined, and those whose programs run. */
    private static Map<String, String> placed() {
        ['kvm1', 'kvm2'].collectEntries { [(it): Lab.on(it, '''
            ls /etc/libvirt/qemu | sed -n 's/^\\(mig-.*\\)[.]xml$/defined \\1/p'
            for line in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <"$line" 2>/dev/null | grep -o '^[^ ]*qemu-system-[^ ]* -name guest=mig-[a-z]' | sed 's/.*=/runs /' || :; done | sort
            virsh -q list --state-paused --name | grep '^mig-' | sed 's/^/paused /'
            ls -d /var/lib/berth/moves/* 2>/dev/null
            ls "$1" 2>/dev/null | sed 's/^/file /'; true''', LOCAL).out] }
    }

    /** What is to be seen of a host that has these guests and nothing else. */
    private static String having(List<String> names) {
        (names.collect { "defined mig-$it" } + names.findAll { it != 'c' }.collect { "runs mig-$it" } + names.findAll { it != 'a' }.collect { it == 'b' ? 'file b.raw' : 'file c.qcow2' })
                .collect { it + '\n' }.join()
    }

    /** Each is on one of both hosts with all that is its, and nothing of it on the other. */
    private static boolean whole() {
        def seen = placed()
        ALL.subsequences().plus([[]] as Set).any { names -> seen.kvm1 == having(names.sort(false)) && seen.kvm2 == having((ALL - names).sort(false)) }
    }

    /** Each runs in one place, or is to be had from there; what is left of it elsewhere is for the next run. */
    private static boolean once() {
        def seen = placed().values()*.readLines().flatten()
        ['runs mig-a', 'runs mig-b'].every { seen.count(it) == 1 } && (ALL.collect { "defined mig-$it" as String } + 'file c.qcow2').every { it in seen }
    }

    private boolean allAt(String host) {
        def seen = placed()
        assert seen[host] == having(ALL)
        assert seen.findAll { it.key != host }.every { it.value == '' }
        true
    }

    /** All have come; the next go the other way. */
    private boolean arrived() {
        assert allAt(there)
        (here, there) = [there, here]
        true
    }
}
