package io.berth.lab

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** playbooks/guests.groovy on the lab: placed, made, started, changed while it runs, and never made smaller. */
@Stepwise
class GuestsLabSpec extends Specification {

    static final String PLAYBOOK = 'playbooks/guests.groovy'
    static final List<String> GUESTS = ['front', 'worker01', 'worker02']
    static final String POOL = '/srv/berth/pools/guests'
    /** As the lab's guests boot: emulated, with a kernel of their host. */
    static final List<String> HERE = ['domainType=qemu', 'machine=pc', 'kernel=/srv/berth/boot/vmlinuz', 'initrd=/srv/berth/boot/initrd', 'init=/usr/local/sbin/fastinit']
            .collectMany { ['-e', it] }

    @Shared @TempDir Path state
    @Shared Berth berth
    @Shared Map<String, String> where

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
        removeAll()
        Lab.must('kvm1', '''
            mkdir -p /var/tmp/berth-guests
            cd /var/tmp/berth-guests
            truncate -s 64M disk.raw
            echo 'start=2048, type=L' | sfdisk -q disk.raw
            mke2fs -q -t ext4 -d /srv/berth/images/mini -E offset=1048576 disk.raw 62M
            ''')
        berth.must(0, 'image', 'import', 'server', '/var/tmp/berth-guests/disk.raw', '--on-host', '--form', 'disk', '--site', PLAYBOOK, '-i', 'lab')
    }

    def cleanupSpec() {
        removeAll()
    }

    private static void removeAll() {
        Lab.HOSTS.each { host ->
            Lab.on(host, '''
                for guest in front worker01 worker02; do
                    virsh -q destroy $guest; virsh -q undefine --nvram --managed-save $guest
                done
                virsh -q pool-destroy guests; virsh -q pool-undefine guests
                virsh -q net-destroy apps; virsh -q net-undefine apps
                rm -rf /srv/berth/pools/guests /var/lib/berth/images/server /var/lib/berth/cache/server /var/lib/berth/seeds /var/tmp/berth-guests
                ''')
        }
    }

    private Ran berth(int exit, String verb, String... more) {
        berth.must(exit, verb, PLAYBOOK, '-i', 'lab', *HERE, *more)
    }

    private Map<String, JsonNode> plan(String... more) {
        new ObjectMapper().readTree(berth(0, 'plan', '-o', 'json', *more).out).path('tasks').collectEntries { [it.path('task').asText(), it] }
    }

    private String xml(String guest, String flag = '--inactive') {
        Lab.must(where[guest], "virsh dumpxml $flag $guest")
    }

    def "check and graph ask no host, and show guests as placed when it is run"() {
        expect:
        berth(0, 'check').err.contains('is well')
        berth(0, 'graph').out.contains('guest:front@one of kvm1, kvm2, kvm3')
    }

    def "the plan says which host each guest gets, and why; nothing is there yet"() {
        when:
        def tasks = plan()

        then:
        GUESTS.each { guest ->
            def task = tasks.find { it.key.startsWith("guest:$guest@") }
            assert task.value.path('kind').asText() == 'create'
            assert task.value.path('summary').asText().contains('placed here: ')
        }
        hostOf(tasks, 'worker01') != hostOf(tasks, 'worker02')
        !(hostOf(tasks, 'front') in [hostOf(tasks, 'worker01'), hostOf(tasks, 'worker02')])
        Lab.HOSTS.every { Lab.must(it, 'virsh list --all --name') .readLines().intersect(GUESTS).empty }
    }

    private static String hostOf(Map<String, JsonNode> tasks, String guest) {
        tasks.keySet().find { it.startsWith("guest:$guest@") }.split('@')[1]
    }

    def "a run makes them where they are planned, the front boots its copy of the image, and nothing is left to do"() {
        when:
        berth(0, 'run')
        def tasks = plan()
        where = GUESTS.collectEntries { [it, hostOf(tasks, it)] }

        then:
        tasks.findAll { it.value.path('kind').asText() != 'none' }.keySet().empty
        Lab.must(where.front, 'virsh domstate front') == 'running'
        GUESTS.every { Lab.must(where[it], "virsh dumpxml --inactive $it").contains("<berth:guest") }
        ['worker01', 'worker02'].every { Lab.must(where[it], "virsh dominfo $it").contains('enable') && Lab.must(where[it], "virsh domstate $it") == 'shut off' }

        and: 'the seed has what cloud-init looks for'
        def seed = Lab.must(where.front, "isoinfo -R -i $POOL/front-seed.iso -x /user-data")
        seed.contains('"name" : "admin"') && seed.contains('"timezone" : "Europe/Berlin"')
        Lab.must(where.front, "isoinfo -R -i $POOL/front-seed.iso -x /meta-data").contains('"local-hostname" : "front"')

        and: 'it boots'
        Lab.eventually('front gets an address', 60) { Lab.must(where.front, 'virsh net-dhcp-leases apps').contains(mac('front')) }
    }

    private String mac(String guest) {
        (xml(guest) =~ /mac address='([^']+)'/)[0][1]
    }

    def "what grows does so while it runs: memory, processors, disks; and a disk that is new comes"() {
        given:
        def before = xml('front')
        def changed = ['-e', 'frontMemory=128MiB', '-e', 'frontVcpus=2', '-e', 'frontDisk=160MiB', '-e', 'dataDisk=32MiB'] as String[]

        when:
        def tasks = plan(changed)

        then:
        tasks["guest:front@${where.front}".toString()].path('summary').asText() == 'memory 96 MiB -> 128 MiB, vcpus 1 -> 2, live'
        tasks["guestDisk:front-vda@${where.front}".toString()].path('summary').asText() == 'grow 128 MiB -> 160 MiB, live'

        when:
        def ran = berth(0, 'run', changed)

        then: 'the small kernel has no balloon: what it was told of memory is what libvirt took'
        !(ran.out + ran.err).contains('not while it runs')
        Lab.must(where.front, 'virsh domblkinfo front vda').contains("${160L << 20}")
        Lab.must(where.front, 'virsh vcpucount front --live --active 2>/dev/null || virsh vcpucount front --current --live') == '2'
        xml('front').contains("<currentMemory unit='KiB'>${128 << 10}<")
        Lab.must(where.worker01, "stat -c %s $POOL/worker01-none 2>/dev/null || stat -c %s $POOL/worker01.raw") == "${32L << 20}"
        uuid(before) == uuid(xml('front'))
        plan(changed).findAll { it.value.path('kind').asText() != 'none' }.keySet().empty
    }

    private static String uuid(String xml) {
        (xml =~ /<uuid>([^<]+)</)[0][1]
    }

    def "disks never shrink: that is refused, and nothing is done to the guest"() {
        when:
        def ran = berth.run('run', PLAYBOOK, '-i', 'lab', *HERE, '-e', 'frontMemory=128MiB', '-e', 'frontVcpus=2', '-e', 'dataDisk=32MiB', '-e', 'frontDisk=96MiB')

        then:
        ran.exit == 4
        ran.err.contains("has 160 MiB, and the playbook says 96 MiB: disks grow, and never shrink")
        Lab.must(where.front, 'virsh domblkinfo front vda').contains("${160L << 20}")
    }

    def "what makes another machine of it waits for a stop; and hosts tell what they have, and what they would take over"() {
        when:
        def ran = berth.run('run', PLAYBOOK, '-i', 'lab', *HERE, '-e', 'frontMemory=128MiB', '-e', 'frontVcpus=2', '-e', 'frontDisk=160MiB', '-e', 'dataDisk=32MiB', '-e', 'machine=q35')
        def listed = berth.must(0, 'host', 'list', '--resources', '-i', 'lab').out
        def checked = berth.must(0, 'host', 'check', '-i', 'lab').out

        then:
        ran.exit == 4
        ran.err.contains('guest front needs a stop: how it boots')
        mayTake(where.front, 'front') == 160
        listed.readLines().find { it.startsWith(where.front) }.contains(" ${mayTake(where.front, *running(where.front))} MiB ")
        checked.readLines().find { it.startsWith(where.front) }.contains('front')
    }

    /** With those that other specs have left running there. */
    private static List<String> running(String host) {
        Lab.must(host, 'virsh list --name').readLines().findAll()
    }

    /** MiB, together. */
    private static long mayTake(String host, String... guests) {
        guests.sum { (Lab.must(host, "virsh dominfo $it") =~ /Max memory: +([0-9]+) KiB/)[0][1] as long }.intdiv(1024)
    }
}
