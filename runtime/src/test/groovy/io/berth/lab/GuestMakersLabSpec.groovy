package io.berth.lab

import io.berth.libvirt.Xml
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** Guests that are off, and one that halts, made, changed and removed on a host; and what is left when that is cut short. */
@Stepwise
class GuestMakersLabSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/making-guests.md'))
    static final String HOST = 'kvm1'
    static final String POOL = 'makers'
    /** Words of tasks whose examples make one story. */
    static final List<String> EXAMPLES = ['guestCreate', 'guestAddDisk', 'guestRemoveDisk', 'guestAddNic', 'guestRemoveNic', 'guestSnapshot', 'guestRevert', 'guestDeleteSnapshot', 'guestClone',
                                          'guestArchive', 'guestDelete', 'guestUnarchive']

    @Shared @TempDir Path dir
    @Shared LabGuests guests
    @Shared LabGuests elsewhere
    @Shared String pool

    def setupSpec() {
        Lab.required()
        unhold()
        guests = new LabGuests(HOST, 'makers-')
        elsewhere = new LabGuests('kvm2', 'makers-').define('there')
        pool = guests.directory + '/pool'
        must '''set -eu
            virsh -q pool-destroy "$2" 2>/dev/null || true; virsh -q pool-undefine "$2" 2>/dev/null || true
            mkdir -p "$1/pool" "$1/archives"; cd "$1/pool"
            virsh -q pool-define-as "$2" dir --target "$1/pool" >/dev/null; virsh -q pool-start "$2" >/dev/null
            head -c 3000000 /dev/urandom >"$1/debian.iso"
            head -c 2000000 /dev/urandom >content; truncate -s 64M content
            qemu-img convert -f raw -O qcow2 content base.qcow2
            qemu-img create -q -f qcow2 data.qcow2 16M
            qemu-img create -q -f qcow2 -b "$PWD/base.qcow2" -F qcow2 over.qcow2
            qemu-io -f qcow2 -c 'write -P 7 1M 64k' over.qcow2 >/dev/null
            cp content raw.raw; echo vars >"$1/makers-src_VARS.fd"
            virsh -q pool-refresh "$2" >/dev/null''', guests.directory, POOL
        guests.define('src', nic: 'bridge=br0', disk: "$pool/raw.raw", more: """
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$pool/over.qcow2'/><target dev='vdb' bus='virtio'/></disk>
            <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='$guests.directory/debian.iso'/><target dev='hdc' bus='ide'/><readonly/></disk>
            <graphics type='vnc' port='5999'/>""")
        String xml = guests.virsh('dumpxml', 'makers-src', '--inactive')
                .replace("</type>", "</type><loader readonly='yes' type='pflash'>/usr/share/none.fd</loader><nvram>$guests.directory/makers-src_VARS.fd</nvram>")
        must 'printf %s "$1" | virsh -q define /dev/stdin', xml
    }

    def cleanupSpec() {
        unhold()
        Lab.on(HOST, 'virsh -q pool-destroy "$1"; virsh -q pool-undefine "$1"; rm -f /var/lib/berth/makes/makers-*', POOL)
        guests?.close()
        elsewhere?.close()
    }

    def "a clone has the same content in the same formats, and its own uuid, MACs, NVRAM and port; the source is as it was"() {
        given:
        def before = must('cd "$1"; sha256sum pool/raw.raw pool/over.qcow2 makers-src_VARS.fd; virsh dumpxml makers-src', guests.directory)

        when:
        berth(0, 'guest', 'clone', 'makers-src', 'makers-copy')
        berth(0, 'guest', 'clone', 'makers-src', 'makers-linked', '--linked')

        then:
        must('cd "$1"; sha256sum pool/raw.raw pool/over.qcow2 makers-src_VARS.fd; virsh dumpxml makers-src', guests.directory) == before
        ['copy', 'linked'].every { name ->
            must('''cd "$1/pool"
                qemu-img compare -f raw -F raw raw.raw "makers-$2-vda.raw" >/dev/null; qemu-img compare -f qcow2 -F qcow2 over.qcow2 "makers-$2-vdb.qcow2" >/dev/null
                cmp "$1/makers-src_VARS.fd" "$1/makers-$2_VARS.fd"; echo same''', guests.directory, name) == 'same'
        }
        must('cd "$1"; qemu-img info makers-copy-vdb.qcow2 | grep -c backing || true', pool) == '0'
        must('cd "$1"; qemu-img info makers-linked-vdb.qcow2', pool).contains("backing file: $pool/base.qcow2")
        def xmls = ['src', 'copy', 'linked'].collect { definition(it) }
        xmls*.textAt('uuid').toUnique().size() == 3
        xmls.collect { it.at('devices', 'interface', 'mac').findFirst().get().attribute('address') }.toUnique().size() == 3
        xmls[1].at('devices', 'graphics').findFirst().get().attribute('autoport') == 'yes'
        xmls[1].at('devices', 'disk', 'source')*.attribute('file') == ["$pool/makers-copy-vda.raw", "$pool/makers-copy-vdb.qcow2", "$guests.directory/debian.iso"]*.toString()
        noRecord()
    }

    def "refused: #words says #said"() {
        when:
        def ran = berth(exit, *['guest', *words])

        then:
        (ran.out + ran.err).contains(said)
        leftOf('makers-new') == ''
        noRecord()

        where:
        words                                                                            || exit | said
        ['clone', 'makers-src', 'makers-there']                                          || 4    | 'there is a guest makers-there on kvm2 already'
        ['clone', 'makers-src', 'makers-there', '--skip-existing']                       || 0    | 'there is a guest makers-there on kvm2 already'
        ['add-disk', 'makers-copy', 'makers/makers-linked-vdb.qcow2']                    || 4    | "is domain makers-linked's"
        ['create', 'makers-new', '--on', 'kvm1', '--disk', 'makers:1M:raw', '--image', 'makers/base.qcow2'] || 1 | 'and the disk 1 MiB'
    }

    def "a connection that is lost while it copies leaves nothing, nor does a full disk"() {
        given:
        hold('makers-cut')

        when: 'its connection goes'
        def cut = Thread.start { berth(-1, 'guest', 'clone', 'makers-src', 'makers-cut') }
        awaitHeld()
        Lab.cut(HOST)
        cut.join()

        then:
        Lab.eventually('the clone is cleared away', 20) { leftOf('makers-cut') == '' }
        noRecord()

        when: 'the disk becomes full'
        unhold()
        must '''mkdir "$1/small"; mount -t tmpfs -o size=8m none "$1/small"; head -c 3000000 /dev/urandom >"$1/small/d.raw"''', guests.directory
        guests.define('full', disk: "$guests.directory/small/d.raw")
        must('printf \'%s\\n\' "#!/bin/sh" \'case "$1 $*" in convert*makers-full2*) head -c 4000000 /dev/zero >"\'"$1"\'/small/filler" ;; esac; exec /usr/bin/qemu-img "$@"\' >/usr/local/bin/qemu-img; chmod +x /usr/local/bin/qemu-img', guests.directory)
        def full = berth(1, 'guest', 'clone', 'makers-full', 'makers-full2')

        then:
        (full.out + full.err).contains('could not be copied')
        must('ls "$1/small"', guests.directory).readLines() == ['d.raw', 'filler']
        noRecord()

        when: 'there is too little room from the first'
        unhold()
        def little = berth(1, 'guest', 'clone', 'makers-full', 'makers-full2')

        then:
        (little.out + little.err) =~ /small has room for \d+ MiB, and \d+ MiB are needed/
        must('ls "$1/small"', guests.directory).readLines() == ['d.raw', 'filler']

        cleanup:
        unhold()
        guests.virsh('undefine', 'makers-full')
        must 'umount "$1/small"; rmdir "$1/small"', guests.directory
    }

    def "what a script that was killed outright has left goes with the next one on the host, and nothing that is in use"() {
        given:
        hold('makers-killed')
        def killed = Thread.start { berth(-1, 'guest', 'clone', 'makers-src', 'makers-killed') }
        awaitHeld()
        must 'kill -s KILL -- -"$(sed -n \'2s/.* //p\' /run/berth/locks/slot-makers-killed)"'
        killed.join()
        unhold()

        expect: 'a record, and what it names'
        must('cat /var/lib/berth/makes/makers-killed').contains("$pool/makers-killed-vda.raw")
        leftOf('makers-killed') != ''

        when: 'also on it: what another guest has, and what a file lies over, as of a delete that was killed'
        must 'printf \'%s\\n\' "$1/makers-copy-vda.raw" "$1/../pool/base.qcow2" "$1/gone" >>/var/lib/berth/makes/makers-killed; touch "$1/gone"', pool
        berth(0, 'guest', 'add-disk', 'makers-copy', 'makers:1M')

        then:
        leftOf('makers-killed') == ''
        must('cd "$1"; ls makers-copy-vda.raw base.qcow2', pool).readLines().size() == 2
        must('[ -e "$1/gone" ] || echo gone', pool) == 'gone'
        noRecord()
    }

    def "a guest that runs gets disks and a card at once, and is neither cloned, archived nor deleted"() {
        given:
        guests.define('runs').start('runs')

        when:
        berth(0, 'guest', 'add-disk', 'makers-runs', 'makers:16M')
        berth(0, 'guest', 'add-disk', 'makers-runs', "$pool/data.qcow2")
        berth(0, 'guest', 'add-nic', 'makers-runs', 'bridge=br0')

        then:
        ['', '--inactive'].every { how ->
            def xml = Xml.parse(guests.virsh(*(['dumpxml', 'makers-runs', how].findAll())))
            xml.at('devices', 'disk').collect { [it.attributeOf('target', 'dev'), it.attributeOf('driver', 'type')] } == [['vda', 'raw'], ['vdb', 'qcow2'], ['vdc', 'qcow2']] &&
                    xml.at('devices', 'interface').count() == 1
        }
        berth(4, 'guest', 'delete', 'makers-runs', '--yes').with { (out + err).contains('guest makers-runs runs') }

        when: 'it is off, and goes: what berth made for it goes, what it did not make stays'
        guests.virsh('destroy', 'makers-runs')
        berth(0, 'guest', 'delete', 'makers-runs', '--yes')

        then:
        guests.state('runs') == ''
        must('ls "$1"', pool).readLines().with { !it.contains('makers-runs-vdb.qcow2') && it.contains('data.qcow2') }
        must('[ -e "$1" ] && echo there', guests.disk('runs')) == 'there'
    }

    def "the guide, line by line: #line"() {
        given:
        def words = (line.replaceAll(/\b(web2?|db2?)\b/, 'makers-$1').replaceAll(/:(\d+)G\b/, ':$100M').replaceAll(/\bprimary\b/, POOL).replace('/srv/iso', guests.directory).replace('/srv/archives', "$guests.directory/archives")
                .replace('/backup', "$dir/backup") =~ /'([^']*)'|\S+/).collect { it[1] ?: it[0] }

        when:
        def ran = berth(0, *words.tail())

        then:
        holds(line, ran)
        noRecord()

        where:
        line << (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten()
    }

    /** What is so after a line of the guide. */
    private boolean holds(String line, Ran ran) {
        switch (line) {
            case { it.contains('guest create web') }:
                def xml = definition('web')
                assert must('cd "$1"; qemu-img info makers-web-vda.qcow2; stat -c %s makers-web-vdb.raw', pool).with { it.contains("(${2000L << 20} bytes)") && it.endsWith("${800 << 20}") }
                return [xml.textAt('memory'), xml.textAt('currentMemory'), xml.textAt('vcpu')] == ['4194304', '2097152', '2']
            case { it.contains('guest create db') }:
                assert must('cd "$1"; qemu-io -f qcow2 -c "write -P 1 0 64k" makers-db-vda.qcow2 >/dev/null; qemu-img info makers-db-vda.qcow2', pool).contains("(${100 << 20} bytes)")
                return definition('db').at('os', 'boot')*.attribute('dev') == ['hd']
            case { it.contains('snapshot create') }:
                must('qemu-io -f qcow2 -c "write -P 2 0 64k" "$1/makers-db-vda.qcow2" >/dev/null', pool)
                return berth(4, 'guest', 'delete', 'makers-db', '--yes').with { (out + err).contains('has snapshots, which would be lost: before-upgrade') }
            case { it.contains('snapshot list') }:
                assert ran.out =~ /makers-db +before-upgrade +\* .*shutoff +inside/
                return true
            case { it.contains('snapshot info') }:
                return ran.out.contains('before the upgrade to 13')
            case { it.contains('snapshot revert') }:
                return must('qemu-io -f qcow2 -c "read -P 1 0 64k" "$1/makers-db-vda.qcow2"', pool).contains('read 65536/65536')
            case { it.contains('--through base64') }:
                must('cd "$1/archives"; base64 -d makers-db.tar.gz.base64 | tar -xzOf - SHA256SUMS', guests.directory).contains('disks/vda')
                return spoiled()
            case { it.contains('unarchive') }:
                assert guests.virsh('snapshot-list', 'makers-db', '--name').trim() == 'before-upgrade'
                return must('qemu-io -f qcow2 -c "read -P 1 0 64k" "$1/makers-db-vda.qcow2"', pool).contains('read 65536/65536')
            case { it.contains('delete web ') }:
                assert Files.size(dir.resolve('backup/makers-web.tar.zst')) > 1000
                assert must('ls "$1"', pool).readLines().findAll { it.startsWith('makers-web-') } == []
                return must('ls "$1/debian.iso" "$2/makers-web2-vda.qcow2"', guests.directory, pool).readLines().size() == 2
            default:
                return true
        }
    }

    /** An archive of which a byte is another is not taken, and leaves nothing. */
    private boolean spoiled() {
        def names = must('ls "$1"', pool)
        must('''cd "$1/archives"; mkdir x; base64 -d makers-db.tar.gz.base64 | tar -C x -xzf -; sed -i 's/<vcpu/<vcpu  /' x/definition.xml
            mv x/definition.xml y; sed 's,makers-db,makers-bad,' y >x/definition.xml; tar -C x -czf makers-bad.tar.gz .; rm -r x y''', guests.directory)
        def ran = berth(1, 'guest', 'unarchive', 'makers-bad', "kvm1:$guests.directory/archives/makers-bad.tar.gz".toString(), '--pool', POOL)
        (ran.out + ran.err).contains('the digests are not right') && must('ls "$1"', pool) == names
    }

    def "what a manifest builds: the guide's playbook, twice"() {
        given:
        guests.define('centos7', disk: "$guests.directory/centos.raw", max: 32, nic: 'network=makers-lan')
        must '''printf "<network><name>makers-lan</name><bridge name='makers0'/><ip address='192.168.189.1' netmask='255.255.255.0'><dhcp><range start='192.168.189.100' end='192.168.189.110'/></dhcp></ip></network>" |
            virsh -q net-define /dev/stdin >/dev/null; virsh -q net-start makers-lan >/dev/null; cp /etc/hosts /run/makers-hosts'''
        def book = Files.writeString(dir.resolve('build.groovy'), ((GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1] as String)
                .replaceAll(/'(app1|app2|centos7)'/, "'makers-\$1'").replaceAll(/\b(app[12]):/, "'makers-\$1':").replace("'primary'", "'$POOL'").replace("'lan'", "'makers-lan'"))

        when:
        berth(0, 'run', book.toString())
        def plan = berth(0, 'plan', book.toString(), '--detailed-exitcode')

        then:
        plan.exit == 0
        ['app1', 'app2'].every { definition(it).at('devices', 'disk').count() == 3 && definition(it).textAt('memory') == '4194304' && definition(it).textAt('vcpu') == '2' }
        must('virsh net-dumpxml makers-lan').contains("name='makers-app2' ip='192.168.189.22'")
        must('grep -w makers-app1 /etc/hosts') =~ /^192.168.189.21\s+makers-app1/

        when:
        berth(0, 'guest', 'delete', 'makers-app1,makers-app2', '--yes')

        then:
        must('ls "$1" | grep app || true', guests.directory) == ''
        must('ls "$1" | grep app || true', pool) == ''
        must('virsh net-dumpxml makers-lan; virsh net-dumpxml --inactive makers-lan | grep makers-app || true').with { !it.contains('makers-app') }

        cleanup:
        Lab.on(HOST, 'virsh -q net-destroy makers-lan; virsh -q net-undefine makers-lan; [ ! -e /run/makers-hosts ] || { cat /run/makers-hosts >/etc/hosts; rm /run/makers-hosts; }')
    }

    def "of a clone all goes but what others have: the ISO, the base, the source"() {
        when:
        berth(0, 'guest', 'delete', 'makers-linked,makers-copy', '--yes')

        then:
        must('cd "$1"; ls debian.iso makers-src_VARS.fd pool/base.qcow2 pool/over.qcow2 pool/raw.raw', guests.directory).readLines().size() == 5
        must('ls "$1" "$1/pool" | grep -E "copy|linked" || true', guests.directory) == ''
    }

    def "the reference's examples, one after another"() {
        given:
        def shop = new LabGuests(HOST, 'shop-')
        must '''mkdir -p /srv/berth/shop; virsh -q pool-define-as shop dir --target /srv/berth/shop >/dev/null; virsh -q pool-start shop >/dev/null'''
        def book = Files.writeString(dir.resolve('examples.groovy'), EXAMPLES.collect { "include '${Lab.ROOT}/docs/reference/examples/lab/${it}.groovy'\n" }.join(''))

        when:
        berth(0, 'run', book.toString(), '--yes')
        def web = Xml.parse(shop.virsh('dumpxml', 'shop-web', '--inactive'))

        then: 'two disks are left of three, and one card of two'
        web.at('devices', 'disk').collect { it.attributeOf('target', 'dev') } == ['vda', 'vdc']
        web.at('devices', 'interface').count() == 1
        shop.virsh('snapshot-list', 'shop-web', '--name').trim() == ''
        shop.state('two') == 'shut off'
        must('ls /srv/berth/shop').readLines() == ['shop-two-vda.qcow2', 'shop-two-vdc.qcow2', 'shop-two.tar.zst', 'shop-web-vda.qcow2', 'shop-web-vdb.raw', 'shop-web-vdc.qcow2']

        cleanup:
        Lab.on(HOST, 'virsh -q pool-destroy shop; virsh -q pool-undefine shop; rm -rf /srv/berth/shop')
        shop?.close()
    }

    private definition(String name) {
        Xml.parse(guests.virsh('dumpxml', 'makers-' + name, '--inactive'))
    }

    private static String must(String script, String... values) {
        Lab.must(HOST, script, values)
    }

    private boolean noRecord() {
        must('ls /var/lib/berth/makes 2>/dev/null | grep "^makers-" || true') == ''
    }

    private String leftOf(String name) {
        must('ls "$1" | grep "^$2" || true', pool, name)
    }

    /** Has a copy to what is named so stand still, once it has begun. */
    private static void hold(String name) {
        must('''printf '%s\\n' '#!/bin/sh' 'case "$*" in convert*'"$1"'*) touch /run/makers-held; sleep 60 ;; esac; exec /usr/bin/qemu-img "$@"' >/usr/local/bin/qemu-img
            chmod +x /usr/local/bin/qemu-img''', name)
    }

    private static void awaitHeld() {
        Lab.eventually('it copies', 30) { Lab.on(HOST, '[ -e /run/makers-held ]').exit == 0 }
    }

    private static void unhold() {
        Lab.on(HOST, 'rm -f /usr/local/bin/qemu-img /run/makers-held')
    }

    /** @param exit that it must end with; -1: whatever it is */
    private Ran berth(int exit, String... words) {
        def ran = new Berth(dir).run(*(words.toList() + ['-i', 'lab']))
        assert exit < 0 || ran.exit == exit: "berth ${words.join(' ')}\n$ran.out$ran.err"
        ran
    }
}
