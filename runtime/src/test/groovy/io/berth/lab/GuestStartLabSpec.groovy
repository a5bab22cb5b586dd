package io.berth.lab

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** Guests start once on all hosts, whoever starts them, and those that run without libvirt count and are driven, too. */
@Stepwise
class GuestStartLabSpec extends Specification {

    private static final String SHARED = '/srv/berth/shared/starts-'
    private static final int PAIRS = 12

    @Shared @TempDir Path dir
    @Shared LabGuests one
    @Shared LabGuests two
    @Shared Berth here
    @Shared Berth there

    def setupSpec() {
        Lab.required()
        one = new LabGuests('kvm1', 'starts-')
        two = new LabGuests('kvm2', 'starts-')
        here = new Berth(dir.resolve('here'))
        there = new Berth(dir.resolve('there'))
    }

    def cleanupSpec() {
        one?.close()
        two?.close()
        Lab.on('kvm1', 'rm -rf "$1"', SHARED)
    }

    private static Ran.Running starts(Berth berth, String guests, String... more) { berth.start('guest', 'start', guests, '-i', 'lab', *more) }

    private static boolean runs(LabGuests guests, String name) { guests.state(name) == 'running' }

    def "a disk that two hosts share is one guest's, a MAC too, and a guest runs on one host only"() {
        given:
        one.define('disk1', disk: "$SHARED/d.raw").define('mac1', nic: 'bridge=br0', mac: '52:54:00:5a:fe:01').define('same', uuid: '6695eb01-f6a4-8304-79aa-97f2502e5afe')
        two.define('disk2', disk: "$SHARED/d.raw").define('mac2', nic: 'bridge=br0', mac: '52:54:00:5A:FE:01').define('same', uuid: '6695eb01-f6a4-8304-79aa-97f2502e5afe')
        two.define('other', uuid: '6695eb01-f6a4-8304-79aa-97f2502e5aff')
        two.virsh('start', '--paused', 'starts-same')

        when:
        here.must(0, 'guest', 'start', 'starts-disk1,starts-mac1,starts-other', '-i', 'lab')
        def second = here.must(4, 'guest', 'start', 'starts-disk2,starts-mac2', '-i', 'lab')
        def third = here.must(4, 'guest', 'start', 'starts-same', '-i', 'lab', '-l', 'kvm1')

        then:
        (second.out + second.err).contains("refused by rule disk-in-use: disk $SHARED/d.raw is in use by guest starts-disk1 on host kvm1")
        (second.out + second.err).contains('refused by rule mac-in-use: MAC 52:54:00:5a:fe:01 is in use by guest starts-mac1 on host kvm1')
        (third.out + third.err).contains('refused by rule runs-elsewhere: guest starts-same runs on host kvm2')
        one.state('same') == 'shut off' && two.state('disk2') == 'shut off' && two.state('mac2') == 'shut off'
        runs(two, 'other')
    }

    def "two controllers start #PAIRS pairs of guests at once, each pair with one disk: of each exactly one runs"() {
        given:
        def names = (1..PAIRS).collect { String.format('%02d', it) }
        names.each { n ->
            one.define("p1$n", disk: "$SHARED/${n}.raw")
            two.define("p2$n", disk: "$SHARED/${n}.raw")
        }

        when: 'each takes the lock some six times, in turns'
        def running = [starts(here, 'starts-p1*', '--forks', '2', '--reserve', '64'), starts(there, 'starts-p2*', '--forks', '2', '--reserve', '64')]
        def ends = running*.end()
        def up = names.collectEntries { n -> [n, [runs(one, "p1$n"), runs(two, "p2$n")].count(true)] }

        then:
        up.values().every { it == 1 }
        ends.every { it.exit in [0, 4] }
        ends.any { it.exit == 4 }
        ends.every { !(it.out + it.err).contains('failed ') }

        cleanup:
        names.each { n ->
            Lab.on('kvm1', 'virsh -q destroy "$1"', "starts-p1$n".toString())
            Lab.on('kvm2', 'virsh -q destroy "$1"', "starts-p2$n".toString())
        }
    }

    def "a controller that is killed while it holds the lock is followed at once, and what it had begun is fenced off"() {
        given: 'a start that does not end: something holds what comes between the lock and the start'
        one.define('killed')
        def holder = ''
        def gate = Ran.start(['lab/lab', 'ssh', 'kvm2', 'exec 8>>/run/berth/locks/start-gate; flock 8; echo "holds $$"; exec sleep 60'])
        gate.awaitLine(20) { String line -> line.startsWith('holds ') && (holder = line.substring(6)) }
        def first = starts(here, 'starts-killed')
        Lab.eventually('the first has the lock', 30) { Lab.on('kvm1', 'grep -q " run " /run/berth/locks/start && ! flock --nonblock /run/berth/locks/start true').exit == 0 }

        when:
        first.process.destroyForcibly()
        first.end()
        Lab.must('kvm2', 'kill -KILL "$1"', holder)
        gate.end()
        long began = System.nanoTime()
        there.must(0, 'guest', 'start', 'starts-killed', '-i', 'lab')

        then:
        runs(one, 'killed')
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) < 30
    }

    def "a guest without libvirt is listed, counts, and is suspended, resumed and stopped: it alone"() {
        given:
        one.startRaw('raw').startRaw('raw2')
        two.define('rawdisk', disk: "$SHARED/r.raw")
        def options = dir.resolve('file.conf')
        Files.writeString(options, """
            # its disk is another's, too
            -m 16 -display none -nodefaults
            -drive file=$SHARED/r.raw,format=raw,if=virtio   -monitor unix:${one.directory}/file.monitor,server,nowait
            -pidfile ${one.directory}/file.pid
            """)

        when:
        def started = here.must(0, 'guest', 'start', 'starts-file', '--raw', options.toString(), '--on', 'kvm1', '-i', 'lab')
        def listed = here.must(0, 'guest', 'list', 'starts-raw*,starts-file', '-i', 'lab')
        def info = here.must(0, 'guest', 'info', 'starts-file', '-i', 'lab')
        def refused = here.must(4, 'guest', 'start', 'starts-rawdisk', '-i', 'lab')

        then:
        listed.out.readLines().drop(1)*.tokenize()*.take(3) as Set == [['starts-raw', 'kvm1', 'running'], ['starts-raw2', 'kvm1', 'running'], ['starts-file', 'kvm1', 'running']] as Set
        info.out.contains("$SHARED/r.raw") && info.out.contains('file.monitor')
        (refused.out + refused.err).contains("disk $SHARED/r.raw is in use by guest starts-file on host kvm1")

        when:
        here.must(0, 'guest', 'suspend', 'starts-raw', '-i', 'lab')
        def paused = monitor('raw')
        here.must(0, 'guest', 'resume', 'starts-raw', '-i', 'lab')
        here.must(0, 'guest', 'stop', 'starts-raw,starts-file', '-i', 'lab', '-y')
        def left = here.must(0, 'guest', 'list', '--names', 'starts-*', '-i', 'lab').out.readLines()

        then:
        paused.contains('paused')
        left.contains('starts-raw2') && !left.contains('starts-raw') && !left.contains('starts-file')
        here.must(0, 'guest', 'start', 'starts-rawdisk', '-i', 'lab')
    }

    private String monitor(String name) {
        Lab.must('kvm1', 'printf "info status\\n" | timeout 2 nc -N -U "$1" || true', "${one.directory}/${name}.monitor".toString())
    }
}
