package io.berth.lab

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Pools, volumes and networks on real hosts: the playbook of the guide, and what must be refused. */
class StorageLabSpec extends Specification {

    static final String GUIDE = Files.readString(Lab.ROOT.resolve('docs/guide/storage-and-networks.md'))

    @Shared @TempDir Path dir
    @Shared Berth berth
    @Shared Path base

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir.resolve('state'))
        base = dir.resolve('base.raw')
        new RandomAccessFile(base.toFile(), 'rw').withCloseable { file ->
            def random = new Random(7)
            [0L, 5L << 20, (40L << 20) - 70_001].each { place ->
                def bytes = new byte[70_001]
                random.nextBytes(bytes)
                file.seek(place)
                file.write(bytes)
            }
        }
        Lab.must('kvm1', 'cp -p /etc/hosts /srv/berth/st-hosts-before; printf "%s\\n" "# ours" "10.0.0.10 ten  # kept" "10.0.0.1   one old" >>/etc/hosts')
    }

    def cleanupSpec() {
        Lab.on('kvm1', '''
            virsh undefine st-gone
            for pool in vm slow spare extra st-below st-fs st-shared; do virsh pool-destroy "$pool"; virsh pool-undefine "$pool"; done
            virsh net-destroy inner; virsh net-undefine inner; virsh nwfilter-undefine no-office
            umount /srv/berth/st-fs /srv/berth/st-below
            losetup -j /srv/berth/st-disk | cut -d: -f1 | xargs -r losetup -d
            if [ -e /srv/berth/st-hosts-before ]; then cat /srv/berth/st-hosts-before >/etc/hosts; fi
            rm -rf /srv/berth/vm /srv/berth/slow /srv/berth/spare /srv/berth/extra /srv/berth/st-* /srv/berth/shared/st-pool''')
        Lab.on('kvm2', 'virsh undefine st-user; virsh pool-destroy st-far; virsh pool-undefine st-far; rm -rf /srv/berth/st-far /srv/berth/st-top.qcow2')
    }

    private Path written(String name, String text) {
        Files.writeString(dir.resolve(name), text)
    }

    /** What it says when it is refused. */
    private String refused(Path book) {
        berth.must(4, 'run', book.toString(), '-i', 'lab').with { out + err }
    }

    private Map<String, String> planned(Path book) {
        new ObjectMapper().readTree(berth.must(0, 'plan', book.toString(), '-i', 'lab', '-o', 'json').out).path('tasks')
                .collectEntries { [it.path('task').asText(), it.path('kind').asText()] }
    }

    def "the playbook of the guide does what it says, and leaves nothing to do"() {
        given:
        def book = written('guide.groovy', (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1])

        when:
        berth.must(0, 'run', book.toString(), '-i', 'lab')

        then: 'what was cloned in another format is the same disk'
        Lab.must('kvm1', 'qemu-img convert -O raw /srv/berth/vm/web.qcow2 /srv/berth/st-raw; truncate -s 41943040 /srv/berth/st-raw; sha256sum </srv/berth/st-raw') ==
                sha256(base) + '  -'
        Lab.must('kvm1', 'stat -c %s /srv/berth/vm/base.raw; sha256sum </srv/berth/vm/base.raw').readLines() == ["${base.toFile().length()}".toString(), sha256(base) + '  -']
        Lab.must('kvm1', 'stat -c %b /srv/berth/vm/base.raw').toLong() * 512 < 2 << 20
        Lab.must('kvm1', 'qemu-img info --output=json /srv/berth/vm/web.qcow2').with { it.contains('"format": "qcow2"') && it.contains('"virtual-size": 2147483648') }

        and: 'names and leases are in what runs and in what is stored'
        ['', '--inactive'].every { how ->
            def xml = Lab.must('kvm1', 'virsh net-dumpxml inner $1', how)
            xml.contains("<host mac='52:54:00:b5:00:21' name='web' ip='192.168.181.21'/>") && xml.contains('<hostname>www.inner</hostname>')
        }
        Lab.must('kvm1', 'tail -n 4 /etc/hosts').readLines() == ['# ours', '10.0.0.10 ten  # kept', '10.0.0.1   one old', '192.168.181.21\tweb.inner']
        Lab.must('kvm1', 'virsh nwfilter-dumpxml no-office').with { it.contains("action='drop' direction='out' priority='200'") && it.contains("dstportstart='53'") }

        and:
        planned(book).findAll { task, kind -> kind != 'none' } == [:]
    }

    def "what is taken away is exactly that, and what somebody else has is refused"() {
        given:
        def book = written('exact.groovy', '''\
            play('exact') {
                on 'kvm1'
                hostsEntry '10.0.0.1', state: 'absent'
                hostsEntry '192.168.181.22', names: ['web.inner']
                lease '52:54:00:b5:00:21', network: 'inner', state: 'absent'
                lease '52:54:00:b5:00:22', network: 'inner', address: '192.168.181.21'
                dnsEntry '192.168.181.2', network: 'inner', names: ['other.inner']
                dnsEntry '192.168.181.2', network: 'inner', state: 'absent'
                lease '52:54:00:b5:00:01', file: '/srv/berth/st-leases', address: '10.0.0.1', name: 'one'
                lease '52:54:00:b5:00:10', file: '/srv/berth/st-leases', address: '10.0.0.10', name: 'ten'
                lease '52:54:00:b5:00:01', file: '/srv/berth/st-leases', state: 'absent'
            }
            '''.stripIndent())

        when:
        berth.must(0, 'run', book.toString(), '-i', 'lab')

        then:
        Lab.must('kvm1', 'tail -n 3 /etc/hosts').readLines() == ['# ours', '10.0.0.10 ten  # kept', '192.168.181.22\tweb.inner']
        Lab.must('kvm1', 'virsh net-dumpxml inner').with {
            it.contains("<host mac='52:54:00:b5:00:22' ip='192.168.181.21'/>") && !it.contains('b5:00:21') && !it.contains('www.inner') && !it.contains('other.inner')
        }
        Lab.must('kvm1', 'cat /srv/berth/st-leases') == '52:54:00:b5:00:10,10.0.0.10,ten'

        when:
        def taken = berth.must(4, 'run', written('taken.groovy', "play('t') { lease '52:54:00:b5:00:23', network: 'inner', address: '192.168.181.21', on: 'kvm1' }").toString(), '-i', 'lab')

        then:
        (taken.out + taken.err).contains('address 192.168.181.21 is the lease of 52:54:00:b5:00:22')
    }

    def "a store that is not mounted is refused, and so is a mount point that is taken"() {
        given:
        Lab.must('kvm1', '''
            mkdir -p /srv/berth/st-below /srv/berth/st-fs
            truncate -s 64M /srv/berth/st-disk
            losetup -f --show /srv/berth/st-disk''')
        def loop = Lab.must('kvm1', 'losetup -j /srv/berth/st-disk | cut -d: -f1')
        def below = written('below.groovy', "pool('st-below') { on 'kvm1'; dir '/srv/berth/st-below'; mounted '/srv/berth/st-below'; contains 'store' }\nplay('p') { on 'kvm1'; volumeCreate 'st-below/v', size: 1.MiB }")
        def fs = written('fs.groovy', "pool('st-fs') { on 'kvm1'; fs '$loop', format: 'ext4'; dir '/srv/berth/st-fs'; build true }")

        expect: 'nothing is mounted'
        refused(below).contains('refused by rule mounted: nothing is mounted at /srv/berth/st-below')
        Lab.must('kvm1', 'virsh pool-list --all --name; ls -A /srv/berth/st-below').readLines().every { !it.contains('st-below') && it != 'v' }

        when: 'something else is'
        Lab.must('kvm1', 'mount -t tmpfs -o size=8m none /srv/berth/st-below; mount -t tmpfs -o size=1m none /srv/berth/st-fs')

        then:
        refused(below).contains('there is no store in /srv/berth/st-below')
        refused(fs).contains('none is mounted at /srv/berth/st-fs')

        when: 'it is the right one'
        Lab.must('kvm1', 'umount /srv/berth/st-fs; touch /srv/berth/st-below/store')
        berth.must(0, 'run', below.toString(), '-i', 'lab')
        berth.must(0, 'run', fs.toString(), '-i', 'lab')

        then: 'libvirt has made the filesystem, and mounted it'
        Lab.must('kvm1', 'findmnt -no FSTYPE,SOURCE /srv/berth/st-fs').tokenize() == ['ext4', loop]
        planned(fs) == ['pool:st-fs@kvm1': 'none']

        when: 'it goes away under libvirt'
        Lab.must('kvm1', 'umount /srv/berth/st-below; umount /srv/berth/st-fs')
        def lost = written('lost.groovy', "play('p') { on 'kvm1'; volumeCreate 'st-fs/v', size: 1.MiB }")

        then:
        refused(below).contains('refused by rule mounted')
        refused(lost).contains('the store of pool st-fs is not mounted at /srv/berth/st-fs')

        cleanup:
        Lab.on('kvm1', 'virsh pool-destroy st-below; virsh pool-undefine st-below; virsh pool-destroy st-fs; virsh pool-undefine st-fs')
    }

    def "twenty volumes are made at once while the pool is refreshed again and again"() {
        given:
        def book = written('many.groovy', "play('many') { on 'kvm1'\n" + (1..20).collect { "volumeCreate 'slow/m$it', size: 4.MiB, format: '${it % 2 ? 'raw' : 'qcow2'}'" }.join('\n') + '\n}')

        when: 'by us, by another of us, and by somebody else'
        def other = Thread.start { Lab.must('kvm1', 'for i in $(seq 30); do virsh -q pool-refresh slow >/dev/null 2>&1 || :; done') }
        def refreshing = berth.start('pool', 'refresh', 'slow', '-i', 'lab', '-l', 'kvm1')
        berth.must(0, 'run', book.toString(), '-i', 'lab')
        def refreshed = refreshing.end()
        other.join()

        then:
        refreshed.exit == 0
        berth.must(0, 'volume', 'list', 'slow/m*', '--names', '-i', 'lab').out.readLines().size() == 20
        Lab.must('kvm1', 'qemu-img info --output=json /srv/berth/slow/m2').contains('"format": "qcow2"')
    }

    def "verbs move volumes and files, and refuse what somebody has on any host"() {
        given: 'a guest of another host stands on a file that both see'
        Lab.must('kvm1', '''
            mkdir -p /srv/berth/shared/st-pool
            virsh pool-define-as st-shared dir --target /srv/berth/shared/st-pool; virsh pool-start st-shared
            qemu-img create -q -f qcow2 /srv/berth/shared/st-pool/base.qcow2 4M
            truncate -s 1M /srv/berth/shared/st-pool/plain.qcow2
            printf '\\001CD001\\001' | dd of=/srv/berth/shared/st-pool/plain.qcow2 bs=1 seek=32768 conv=notrunc status=none
            virsh pool-refresh st-shared''')
        Lab.must('kvm2', '''
            mkdir -p /srv/berth/st-far; virsh pool-define-as st-far dir --target /srv/berth/st-far; virsh pool-start st-far
            qemu-img create -q -f qcow2 -b /srv/berth/shared/st-pool/base.qcow2 -F qcow2 /srv/berth/st-top.qcow2
            printf '%s' "<domain type='qemu'><name>st-user</name><memory unit='MiB'>16</memory><os><type>hvm</type></os><devices><disk type='file'><driver name='qemu' type='qcow2'/><source file='/srv/berth/st-top.qcow2'/><target dev='vda' bus='virtio'/></disk></devices></domain>" >/run/st.xml
            virsh define /run/st.xml''')

        expect: 'in use under another host, and nothing of the look is left'
        berth.must(4, 'volume', 'delete', 'st-shared/base.qcow2', '-y', '-i', 'lab').with { (it.out + it.err).contains('domain st-user of host kvm2 has it') }
        Lab.must('kvm1', 'ls -A /srv/berth/shared/st-pool').readLines() == ['base.qcow2', 'plain.qcow2']

        and: 'an ISO image by any other name is one'
        berth.must(2, 'volume', 'delete', 'st-shared/pl*', '-y', '-i', 'lab').err.contains('means ISO images alone')
        berth.must(4, 'volume', 'delete', 'st-shared/plain.qcow2', '-y', '-i', 'lab').with { (it.out + it.err).contains('refused by rule iso') }

        and: 'it does not become smaller unasked'
        berth.must(4, 'volume', 'resize', 'vm/web.qcow2', '1G', '-i', 'lab').with { (it.out + it.err).contains('refused by rule shrink') }

        when:
        berth.must(0, 'volume', 'move', 'vm/base.raw', 'st-far', '--to-host', 'kvm2', '-i', 'lab')
        berth.must(0, 'volume', 'download', 'st-far/base.raw', dir.resolve('back.raw').toString(), '-i', 'lab')

        then:
        sha256(dir.resolve('back.raw')) == sha256(base)
        (Files.getAttribute(dir.resolve('back.raw'), 'unix:size') as long) == base.toFile().length()
        Lab.must('kvm1', 'ls -A /srv/berth/vm') == 'web.qcow2'
        Lab.must('kvm2', 'stat -c %b /srv/berth/st-far/base.raw').toLong() * 512 < 2 << 20

        when:
        Lab.must('kvm2', 'virsh undefine st-user')
        Lab.must('kvm1', '''
            virsh net-update inner add ip-dhcp-host "<host mac='52:54:00:b5:00:41' ip='192.168.181.41'/>" --live --config
            virsh net-update inner add dns-host "<host ip='192.168.181.41'><hostname>gone.inner</hostname></host>" --live --config
            printf '%s' "<domain type='qemu'><name>st-gone</name><memory unit='MiB'>16</memory><os><type>hvm</type></os><devices><interface type='network'><mac address='52:54:00:b5:00:41'/><source network='inner'/></interface></devices></domain>" >/run/st.xml
            virsh define /run/st.xml''')
        berth.must(0, 'guest', 'delete', 'st-gone', '-y', '-i', 'lab')

        then: 'a guest goes with its lease, and the names of its address'
        Lab.must('kvm1', 'virsh net-dumpxml inner; virsh net-dumpxml --inactive inner').with { !it.contains('b5:00:41') && !it.contains('gone.inner') && it.contains('b5:00:22') }

        when:
        berth.must(0, 'volume', 'delete', 'st-shared/base.qcow2', '-y', '-i', 'lab')
        berth.must(0, 'pool', 'delete', 'vm,slow', '--files', '-y', '-i', 'lab', '-l', 'kvm1')
        berth.must(0, 'pool', 'delete', 'st-shared', '-y', '-i', 'lab')

        then: 'without --files they stay'
        Lab.must('kvm1', 'ls -A /srv/berth/shared/st-pool; ls -d /srv/berth/vm /srv/berth/slow 2>/dev/null || :') == 'plain.qcow2'
        Lab.must('kvm1', 'virsh pool-list --all --name').readLines().findAll { it in ['vm', 'slow', 'st-shared'] } == []
    }

    /** Each stands alone; in one run they cost one start of berth. Those that take away what others use come last. */
    static final List<String> EXAMPLES = ['poolCreate', 'poolStop', 'poolStart', 'poolRefresh', 'poolAutostart', 'volumeCreate', 'volumeResize', 'volumeClone', 'volumeMove', 'volumeDownload',
            'volumeUpload', 'volumeDelete', 'poolDelete', 'lease', 'dnsEntry', 'hostsEntry', 'networkFilter', 'networkStart', 'networkAutostart', 'networkStop', 'networkDelete']

    def "the examples of the reference do their work"() {
        given:
        def book = written('examples.groovy', EXAMPLES.collect { "include '${Lab.ROOT}/docs/reference/examples/lab/${it}.groovy'" }.join('\n') + '\n')

        when:
        def ran = berth.must(0, 'run', book.toString(), '-i', 'lab', '-o', 'json')
        def did = Berth.events(ran.out).findAll { it.path('type').asText() == 'taskEnded' && it.path('outcome').asText() == 'CHANGED' }*.path('task')*.asText()*.tokenize(':')*.first()

        then: 'each had something to do'
        did.toSet() - ['pool', 'network', 'exec'] == EXAMPLES.toSet()
        Lab.must('kvm1', 'ls -d /srv/berth/spare 2>/dev/null || :; virsh net-list --all --name; virsh nwfilter-list | grep no-lab || :').trim() == ''

        cleanup:
        new File('/tmp/berth-example').deleteDir()
    }

    private static String sha256(Path file) {
        MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)).encodeHex().toString()
    }
}
