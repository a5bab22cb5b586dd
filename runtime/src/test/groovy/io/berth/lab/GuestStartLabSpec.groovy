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
    private static final String LEGACY = '/srv/berth/shared/legacy-db.raw'
    private static final int PAIRS = 12

    @Shared @TempDir Path dir
    @Shared LabGuests one
    @Shared LabGuests two
    @Shared LabGuests legacy
    @Shared Berth here
    @Shared Berth there

    def setupSpec() {
        Lab.required()
        one = new LabGuests('kvm1', 'starts-')
        two = new LabGuests('kvm2', 'starts-')
        legacy = new LabGuests('kvm1', 'legacy-')
        Lab.must('kvm1', 'printf "\\372\\364\\353\\375" >"$1" && truncate -s 510 "$1" && printf "\\125\\252" >>"$1"', LEGACY)
        here = new Berth(dir.resolve('here'))
        there = new Berth(dir.resolve('there'))
    }

    def cleanupSpec() {
        ['kvm1', 'kvm2'].each { Lab.on(it, 'for p in $(pgrep qemu-system); do ! tr "\\0" "\n" <"/proc/$p/cmdline" | grep -qx -e legacy-db -e legacy-own || kill -KILL "$p"; done; rm -f /run/legacy-*') }
        one?.close()
        two?.close()
        legacy?.close()
        Lab.on('kvm1', 'rm -rf "$1" "$2" /run/legacy-db.monitor', SHARED, LEGACY)
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
        pairs(one, 'p1')
        pairs(two, 'p2')

        when: 'each takes the lock some six times, in turns'
        def running = [starts(here, 'starts-p1*', '--forks', '2', '--reserve', '64'), starts(there, 'starts-p2*', '--forks', '2', '--reserve', '64')]
        def ends = running*.end()
        def up = [up(one, 'p1'), up(two, 'p2')]

        then: 'exactly one of each pair'
        up[0].intersect(up[1]) == []
        (up[0] + up[1]).sort() == (1..PAIRS).collect { String.format('%02d', it) }
        ends.every { it.exit in [0, 4] }
        ends.any { it.exit == 4 }
        ends.every { !(it.out + it.err).contains('failed ') }
    }

    /** Guests of these names with two digits behind, each with the shared disk of its digits; in one go. */
    private static void pairs(LabGuests guests, String name) {
        Lab.must(guests.host, '''
            mkdir -p "$1"
            for n in $(seq -w "$2"); do
                { printf '\\372\\364\\353\\375' && head -c 506 /dev/zero && printf '\\125\\252'; } >"$1/$n.raw"
                printf %s "$3" | sed "s/NN/$n/g" | virsh -q define /dev/stdin >/dev/null
            done''', SHARED, PAIRS as String, guests.xml("${name}NN", disk: "$SHARED/NN.raw"))
    }

    /** The digits of those that run. */
    private static List<String> up(LabGuests guests, String name) {
        Lab.must(guests.host, 'virsh -q list --name').readLines()*.trim().findAll { it.startsWith("starts-$name") }.collect { it[-2..-1] }
    }

    def "a controller that is killed while it holds the lock is followed at once, and what it had begun is fenced off"() {
        given: 'a start that does not end: something holds what comes between the lock and the start'
        one.define('killed')
        def gate = new HeldLock('kvm2', 'start-gate')
        def first = starts(here, 'starts-killed')
        Lab.eventually('the first has the lock', 30) { Lab.on('kvm1', 'grep -q " run " /run/berth/locks/start && ! flock --nonblock /run/berth/locks/start true').exit == 0 }

        when:
        first.process.destroyForcibly()
        first.end()
        gate.close()
        long began = System.nanoTime()
        there.must(0, 'guest', 'start', 'starts-killed', '-i', 'lab')

        then:
        runs(one, 'killed')
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) < 30
    }

    def "two controllers that give one name on two hosts at once, one by a rename and one to a new guest: exactly one does"() {
        given: 'both have seen that nobody has it, and wait for the lock: the second for that of whichever host comes first'
        one.define('renamed')
        def held = new HeldLock('kvm1', 'start')
        def running = [here.start('guest', 'rename', 'starts-renamed', 'starts-name', '-i', 'lab'), there.start('guest', 'create', 'starts-name', '--on', 'kvm2', '--memory', '16MiB', '-i', 'lab')]
        Lab.eventually("both wait: ${-> running*.said()}", 120) { ['kvm1', 'kvm2', 'kvm3'].sum { Lab.must(it, 'pgrep -cxf "flock --wait [0-9]+[.][0-9]+ 9" || true') as int } == 2 }

        when:
        held.close()
        def ends = running*.end()
        def has = [one, two].findAll { it.state('name') == 'shut off' }

        then: 'and the other is told which host has it, and leaves nothing half-made'
        ends*.exit.sort() == [0, 4]
        has.size() == 1
        def refused = ends.find { it.exit == 4 }
        (refused.out + refused.err).contains("there is a guest starts-name on ${has[0].host} already: a name means one guest of all hosts")
        (one.state('renamed') == 'shut off') == (has[0] == two)
        Lab.must('kvm2', 'ls /var/lib/berth/makes | grep -c starts-name || true').trim() == '0'
    }

    def "a guest that is at work, such as one that moves, keeps its name"() {
        given:
        one.define('busy')
        def held = new HeldLock('kvm1', 'slot-starts-busy')

        when:
        def refused = here.must(4, 'guest', 'rename', 'starts-busy', 'starts-idle', '-i', 'lab')

        then:
        (refused.out + refused.err).contains('refused by rule lock: it is held by')
        one.state('busy') == 'shut off'

        when:
        held.close()
        here.must(0, 'guest', 'rename', 'starts-busy', 'starts-idle', '-i', 'lab')

        then:
        one.state('idle') == 'shut off'
    }

    def "a guest without libvirt is started, listed, counts, is suspended, resumed, shut down and stopped: it alone"() {
        given: 'one whose name begins as its own, and a guest of libvirt with its disk on another host'
        legacy.startRaw('db2').define('web')
        two.define('theirs', disk: LEGACY)

        when:
        example('rawStart')
        def listed = here.must(0, 'guest', 'list', 'legacy-db*', '-i', 'lab')
        def info = here.must(0, 'guest', 'info', 'legacy-db', '-i', 'lab')
        def refused = here.must(4, 'guest', 'start', 'starts-theirs', '-i', 'lab')

        then:
        listed.out.readLines().drop(1)*.tokenize()*.take(3) as Set == [['legacy-db', 'kvm1', 'running'], ['legacy-db2', 'kvm1', 'running']] as Set
        info.out.contains(LEGACY) && info.out.contains('/run/legacy-db.monitor')
        (refused.out + refused.err).contains("disk $LEGACY is in use by guest legacy-db on host kvm1")

        when:
        example('rawSuspend')

        then:
        monitor().contains('paused')

        when:
        example('rawResume')

        then:
        monitor().contains('running')

        when: 'its memory goes to another host, by its monitor'
        example('rawMigrate')

        then: 'it runs there, and here nothing of it does'
        programs() == ['legacy-db2']
        programs('kvm2') == ['legacy-db']
        monitor('kvm2').contains('running')

        when: 'and back by the verb, halted as it is'
        here.must(0, 'guest', 'suspend', 'legacy-db', '-i', 'lab')
        here.must(0, 'guest', 'migrate', 'legacy-db', 'kvm1', '-i', 'lab')

        then:
        programs() == ['legacy-db', 'legacy-db2']
        programs('kvm2') == []
        monitor().contains('paused')

        when: 'where its disk is another it does not go'
        Lab.must('kvm2', 'touch /run/legacy-db.raw')
        here.must(0, 'guest', 'start', 'legacy-own', '--raw', Files.writeString(dir.resolve('own.conf'), "-m 16 -display none -nodefaults -drive file=/run/legacy-db.raw,format=raw -monitor unix:/run/legacy-own.monitor,server,nowait").toString(), '--on', 'kvm2', '-i', 'lab')
        def another = here.must(4, 'guest', 'migrate', 'legacy-own', 'kvm1', '-i', 'lab')

        then:
        (another.out + another.err).contains('is not the same file there')
        programs('kvm2') == ['legacy-own']

        when: 'a boot sector hears no button'
        here.must(0, 'guest', 'stop', 'legacy-own', '--yes', '-i', 'lab')
        example('rawShutdown')

        then:
        programs() == ['legacy-db2']

        when: 'and by a file of options'
        def options = Files.writeString(dir.resolve('file.conf'), "# once more\n-m 16 -display none  -nodefaults\n-drive file=$LEGACY,format=raw,if=virtio\n".toString())
        here.must(0, 'guest', 'start', 'legacy-db', '--raw', options.toString(), '--on', 'kvm1', '-i', 'lab')

        then:
        programs() == ['legacy-db', 'legacy-db2']

        when:
        example('rawStop')
        example('guestStart')

        then:
        programs() == ['legacy-db2', 'legacy-web']
    }

    private void example(String word) { here.must(0, 'run', Lab.ROOT.resolve("docs/reference/examples/lab/${word}.groovy").toString(), '-i', 'lab') }

    private static String monitor(String host = 'kvm1') { Lab.must(host, 'printf "info status\n" | timeout 5 nc -N -U /run/legacy-db.monitor || true') }

    /** Whose programs run, by their command lines. */
    private static List<String> programs(String host = 'kvm1') {
        Lab.must(host, 'for p in $(pgrep qemu-system); do tr "\\0" "\n" <"/proc/$p/cmdline" | grep -x -e "legacy-[a-z0-9]*" -e "guest=legacy-[^,]*,.*" || true; done')
                .readLines().collect { it.replaceFirst(/^guest=/, '').tokenize(',')[0] }.sort()
    }
}
