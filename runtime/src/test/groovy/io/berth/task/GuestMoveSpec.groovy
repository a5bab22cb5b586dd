package io.berth.task

import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.cluster.SeenGuest
import io.berth.cluster.SeenHost
import io.berth.cluster.QemuProcess
import io.berth.cluster.Spread
import io.berth.libvirt.FoundDomain
import io.berth.libvirt.FoundNetwork
import io.berth.libvirt.Xml
import io.berth.model.Answer
import io.berth.model.Size
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** Which way a guest goes and why, what keeps it, what the other host must have, and what becomes of a move that was cut off. */
class GuestMoveSpec extends Specification {

    static final String DISK = '/srv/a/web.qcow2'

    @TempDir Path dir

    static FoundDomain guest(Map how = [:]) {
        def disks = (how.disks ?: [DISK]).withIndex().collect { path, i -> "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$path'/><target dev='vd${'abc'[i]}'/></disk>" }.join()
        def xml = Xml.parse("""<domain type='kvm'><name>${how.name ?: 'web'}</name><memory unit='MiB'>${how.memory ?: 1024}</memory><vcpu>${how.vcpus ?: 2}</vcpu>
            <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os><cpu mode='${how.cpu ?: 'custom'}'/>
            <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>$disks<interface type='network'><mac address='${how.mac ?: '52:54:00:00:00:01'}'/><source network='lan'/></interface>${how.more ?: ''}</devices></domain>""")
        new FoundDomain((how.name ?: 'web') as String, (how.uuid ?: 'u1') as String, (how.state ?: FoundDomain.State.RUNNING) as FoundDomain.State, how.persistent != false, false, false, [], xml, xml, xml.print())
    }

    static String image(String path, int snapshots, String... below) {
        def layers = ([path] + below.toList()).withIndex().collect { file, i ->
            "{\"filename\":\"$file\",\"format\":\"qcow2\",\"virtual-size\":1073741824,\"snapshots\":[${i == 0 ? (['{}'] * snapshots).join(',') : ''}]}" }
        "image ${"[${layers.join(',')}]".bytes.encodeBase64()}\n"
    }

    static String file(String path, String inode = '7', long kib = 4) { "file $inode 4096 ${kib * 2} 512 1.0 1.0 $path\n" }

    static SeenMove seen(String out) { SeenMove.of('kvm1', new Answer(0, '', out, '', Duration.ZERO)) }

    static SeenHost host(Map how = [:]) {
        new SeenHost('kvm2', Size.mib(8192), Size.mib((how.free ?: 4096) as long), (how.cpus ?: 4) as int, 'boot',
                (how.guests ?: []).collect { new SeenGuest('kvm2', it.name(), Optional.of(it), Optional.empty()) }, (how.lost ?: '') as String)
    }

    static List<FoundNetwork> networks(boolean active = true) {
        def xml = Xml.parse('<network><name>lan</name></network>')
        [new FoundNetwork('lan', 'n', active, true, true, xml, xml)]
    }

    def "#what: #way"() {
        given:
        def here = seen('hostcpu one\n' + image(DISK, snapshots) + file(DISK) + below.collect { file(it, '9') }.join() + more)

        when:
        def move = GuestMove.of(guest(how), here, seen("hostcpu one\n$there"), wish)

        then:
        "${move.way()} ${move.items().collect { it.action() + ' ' + it.file().path() }.join(' ')}: ${move.why()}" == way

        where:
        what                       | how                                | snapshots | below | more | there                      | wish                      || way
        'both have it'             | [:]                                | 0 | [] | ''             | file(DISK)                         | GuestMove.Wish.ANY        || "SHARED shared $DISK: both hosts have its disks"
        'another file there'       | [:]                                | 0 | [] | ''             | file(DISK, '8')                    | GuestMove.Wish.ANY        || "COPY mirror $DISK: $DISK is on its host only"
        'none there'               | [:]                                | 0 | [] | ''             | "none $DISK\n"                     | GuestMove.Wish.ANY        || "COPY mirror $DISK: $DISK is on its host only"
        'snapshots inside, shared' | [:]                                | 2 | [] | ''             | file(DISK)                         | GuestMove.Wish.ANY        || "SHARED shared $DISK: both hosts have its disks"
        'snapshots inside, local'  | [:]                                | 2 | [] | ''             | ''                                 | GuestMove.Wish.ANY        || "OFFLINE copy $DISK: it is shut down for that, since disk vda has snapshots inside, which qemu does not copy"
        'off'                      | [state: FoundDomain.State.SHUT_OFF] | 0 | [] | ''            | ''                                 | GuestMove.Wish.ANY        || "OFFLINE copy $DISK: it is off"
        'off, shared'              | [state: FoundDomain.State.SHUT_OFF] | 0 | [] | ''            | file(DISK)                         | GuestMove.Wish.ANY        || "OFFLINE shared $DISK: it is off, and its disks are on storage that both hosts have"
        'offline as said'          | [:]                                | 0 | [] | ''             | file(DISK)                         | GuestMove.Wish.OFFLINE    || "OFFLINE shared $DISK: it is shut down for that, as said"
        'another processor'        | [cpu: 'host-passthrough']          | 0 | [] | ''             | file(DISK) + 'hostcpu two\n'       | GuestMove.Wish.ANY        || "OFFLINE shared $DISK: it is shut down for that, since it has its host's processor as it is, and the other's is another one"
        'two disks, one shared'    | [disks: [DISK, '/b']]              | 0 | [] | image('/b', 0) + file('/b', '5') | file(DISK)       | GuestMove.Wish.ANY        || "COPY shared $DISK mirror /b: /b is on its host only"
    }

    def "a base below a disk stays for others, and comes with what qemu copies"() {
        given:
        def here = seen(image(DISK, 0, '/base') + file(DISK) + file('/base', '9'))

        expect:
        GuestMove.of(guest(state: state), here, seen(''), GuestMove.Wish.ANY).items().collect { it.action() + ' ' + it.file().path() } == items

        where:
        state                      || items
        FoundDomain.State.SHUT_OFF || ["copy $DISK", 'keep /base']
        FoundDomain.State.RUNNING  || ["mirror $DISK"]
    }

    def "it stays: #why"() {
        when:
        GuestMove.of(guest(how), seen(image(DISK, snapshots) + (gone ? '' : file(DISK)) + more), seen(there), wish)

        then:
        def refused = thrown(Refusal)
        refused.message.contains(why)

        where:
        how                                      | snapshots | gone  | more              | there      | wish                        || why
        [:]                                      | 1         | false | ''                | ''         | GuestMove.Wish.LIVE         || 'has snapshots inside'
        [:]                                      | 0         | false | ''                | file(DISK) | GuestMove.Wish.COPY_STORAGE || 'has no disk to copy'
        [:]                                      | 0         | true  | ''                | ''         | GuestMove.Wish.ANY          || "$DISK is not there"
        [persistent: false]                      | 0         | false | ''                | ''         | GuestMove.Wish.ANY          || 'libvirt has no definition of it'
        [state: FoundDomain.State.SHUT_OFF]      | 0         | false | ''                | ''         | GuestMove.Wish.LIVE         || 'does not run'
        [state: FoundDomain.State.SHUTTING_DOWN] | 0         | false | ''                | ''         | GuestMove.Wish.ANY          || 'neither runs nor is it off'
        [state: FoundDomain.State.PAUSED]        | 1         | false | ''                | ''         | GuestMove.Wish.ANY          || 'is suspended'
        [more: '<hostdev mode="subsystem"/>']    | 0         | false | ''                | ''         | GuestMove.Wish.ANY          || 'has a device of its host'
        [:]                                      | 0         | false | 'checkpoints 1\n' | ''         | GuestMove.Wish.ANY          || 'has checkpoints'
    }

    def "the other host cannot take it: #lacking"() {
        given:
        def moved = guest()
        def move = GuestMove.of(moved, seen(image(DISK, 0) + file(DISK, '7', kib)), seen(told), GuestMove.Wish.ANY)

        expect:
        new MoveTarget(host, seen(told), networks, Size.mib(512)).lacking(moved, move).join('; ').contains(lacking)

        where:
        host                                                        | told                                     | networks        | kib     || lacking
        host(free: 1100)                                            | 'room 9999999 /dev/a /srv/a\n'           | networks()      | 4       || '1.1 GiB of memory to give, and 1 GiB are wanted'
        host(cpus: 1)                                               | 'room 9999999 /dev/a /srv/a\n'           | networks()      | 4       || '1 processors'
        host()                                                      | 'room 1000 /dev/a /srv/a\n'              | networks()      | 4       || '/srv/a has room for 1000 B'
        host()                                                      | 'nodir /srv/a\n'                         | networks()      | 4       || 'no directory /srv/a'
        host()                                                      | file(DISK, '8')                          | networks()      | 4       || "another $DISK is there"
        host()                                                      | 'room 9999999 /dev/a /srv/a\n'           | []              | 4       || 'no network lan'
        host()                                                      | 'room 9999999 /dev/a /srv/a\n'           | networks(false) | 4       || 'its network lan is not started'
        host(guests: [guest(uuid: 'u2')])                           | 'room 9999999 /dev/a /srv/a\n'           | networks()      | 4       || 'it has a guest web already'
        host(guests: [guest(name: 'x', uuid: 'u2', disks: ['/x'])]) | 'room 9999999 /dev/a /srv/a\n'           | networks()      | 4       || "MAC 52:54:00:00:00:01 is domain x's"
        host(lost: 'no socket')                                     | 'room 9999999 /dev/a /srv/a\n'           | networks()      | 4       || 'libvirt does not answer'
        host()                                                      | 'room 9999999 /dev/a /srv/a\nnobridge br7\n' | networks()  | 4       || 'no bridge br7'
        host()                                                      | 'room 9999999 /dev/a /srv/a\nnomachine no such\n' | networks() | 4   || "cannot be the guest's machine: no such"
    }

    def "a host that has all can take it"() {
        given:
        def move = GuestMove.of(guest(), seen(image(DISK, 0) + file(DISK)), seen('room 9999999 /dev/a /srv/a\n'), GuestMove.Wish.ANY)

        expect:
        new MoveTarget(host(), seen('room 9999999 /dev/a /srv/a\n'), networks(), Size.mib(512)).lacking(guest(), move) == []
    }

    def "a move that was cut off: here #here, there #there, #phase: #end"() {
        given:
        def record = { String said -> said == null ? Optional.empty() : Optional.of([from: "kvm1", to: "kvm2", phase: said]) }
        def as = { String state -> state == null ? Optional.empty() : Optional.of(guest(state: FoundDomain.State.valueOf(state))) }

        expect:
        CutOffMove.of('kvm1', 'kvm2', record(out), record(phase), as(here), as(there)) == Optional.ofNullable(end)

        where:
        here       | there      | out      | phase    || end
        'RUNNING'  | null       | null     | null     || null
        'RUNNING'  | null       | 'moving' | 'moving' || CutOffMove.BACK
        'RUNNING'  | 'PAUSED'   | 'moving' | 'moving' || CutOffMove.BACK
        'PAUSED'   | 'PAUSED'   | 'moving' | 'moving' || CutOffMove.BACK
        'SHUT_OFF' | 'PAUSED'   | 'moving' | 'moving' || CutOffMove.FORWARD
        null       | 'PAUSED'   | 'moving' | 'moving' || CutOffMove.FORWARD
        null       | 'RUNNING'  | 'handed' | 'handed' || CutOffMove.FORWARD
        null       | 'RUNNING'  | null     | 'handed' || CutOffMove.FORWARD
        'SHUT_OFF' | 'SHUT_OFF' | 'moving' | 'moving' || CutOffMove.BACK
        'SHUT_OFF' | 'SHUT_OFF' | 'handed' | 'handed' || CutOffMove.FORWARD
        'SHUT_OFF' | 'RUNNING'  | 'handed' | 'handed' || CutOffMove.FORWARD
        'SHUT_OFF' | 'SHUT_OFF' | null     | 'handed' || CutOffMove.BACK
        'RUNNING'  | 'PAUSED'   | null     | 'handed' || CutOffMove.BACK
        'SHUT_OFF' | null       | 'moving' | null     || CutOffMove.BACK
        null       | null       | 'moving' | null     || CutOffMove.BACK
    }

    def "what runs on both is left to people, and a move to elsewhere is ended first"() {
        when:
        CutOffMove.of('kvm1', to, Optional.of([to: 'kvm2', phase: 'moving']), Optional.empty(), Optional.of(guest()), there)

        then:
        def failure = thrown(TaskFailure)
        failure.message == message

        where:
        to     | there                || message
        'kvm2' | Optional.of(guest()) || 'guest web runs on kvm1 and on kvm2'
        'kvm3' | Optional.empty()     || 'a move to kvm2 was cut off'
    }

    def "guests that leave go where most memory is, the largest first, and none where it does not fit"() {
        given:
        def hosts = [place('kvm2', 4096, 8192), place('kvm3', 3500, 8192)]
        def leaving = [running('a', 512), running('b', 2048), running('c', 1024), running('d', 100_000, FoundDomain.State.SHUT_OFF)]

        expect:
        new Spread(hosts, Size.mib(512)).away(leaving).collect { it.guest().name() + '>' + it.to() } == ['b>kvm2', 'c>kvm3', 'a>kvm3', 'd>kvm2']

        when:
        new Spread(hosts, Size.mib(512)).away([running('e', 4000)])

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == 'guest e (3.9 GiB) fits on no other host: kvm2 has 4 GiB to give, kvm3 has 3.4 GiB to give, of which each keeps 512 MiB'
    }

    def "what guests of a host were promised is not given to others, and none gets fewer processors than it has"() {
        given:
        def hosts = [place('kvm2', 4096, 8192, [running('there', 3000, FoundDomain.State.RUNNING, 200)]), place('kvm3', 2048, 8192)]

        expect:
        new Spread(hosts, Size.mib(512)).away([running('a', 1024)])*.to() == ['kvm3']

        when:
        new Spread(hosts, Size.mib(512)).away([running('wide', 512, FoundDomain.State.RUNNING, 512, 6)])

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == 'guest wide (512 MiB) fits on no other host: kvm2 has 1.3 GiB to give and 4 processors for its 6, kvm3 has 2 GiB to give and 4 processors for its 6, of which each keeps 512 MiB'
    }

    def "what is moved for evenness makes it more even, and what is even stays"() {
        given:
        def full = place('kvm1', 1024, 8192, [running('a', 3000), running('b', 2000), running('c', 1000)])

        expect:
        new Spread([full, place('kvm2', 8000, 8192)], Size.mib(512)).even().collect { it.guest().name() + '>' + it.to() } == ['a>kvm2']
        new Spread([full, place('kvm2', 1100, 8192)], Size.mib(512)).even() == []
    }

    /** One whose program has touched some of what it was promised. */
    static SeenGuest running(String name, int memory, FoundDomain.State state = FoundDomain.State.RUNNING, int touched = memory, int vcpus = 2) {
        def program = state == FoundDomain.State.RUNNING ? Optional.of(new QemuProcess(1, '', Size.mib(touched), [])) : Optional.empty()
        new SeenGuest('kvm1', name, Optional.of(guest(name: name, uuid: name, memory: memory, state: state, vcpus: vcpus)), program)
    }

    static SeenHost place(String name, int free, int all, List<SeenGuest> guests = []) {
        new SeenHost(name, Size.mib(all), Size.mib(free), 4, 'boot', guests, '')
    }

    def "a host remembers all guests that a drain takes from it, and forgets those that come back, though many do so at once"() {
        given:
        def functions = GuestMoveSpec.getResourceAsStream('migrate/guest.sh').text
        def each = { line -> "for n in \$(seq 20); do (uuid=u\$n; drained_write \"\$1\" $line) & done; wait; cat \"\$1/drained\" 2>/dev/null || echo none" }
        LoopSlot.sh 'mkdir "$1/locks"', dir.toFile()

        when:
        def kept = LoopSlot.sh("run_dir=\$1\n$functions\n${each '"u$n guest$n kvm2"'}", dir.toFile())

        then:
        kept.readLines().sort() == (1..20).collect { "u$it guest$it kvm2" as String }.sort()

        when:
        def gone = LoopSlot.sh("run_dir=\$1\n$functions\n${each ''}", dir.toFile())

        then:
        gone.trim() == 'none'
        dir.toFile().list() == ['locks']
    }
}
