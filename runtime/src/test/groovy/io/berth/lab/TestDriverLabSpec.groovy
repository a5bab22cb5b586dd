package io.berth.lab

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** The same commands on libvirt's own test driver: definitions by every pair of name and UUID, pools and volumes, without a guest or a file being there. */
@Stepwise
class TestDriverLabSpec extends Specification {

    /** What is meant for QEMU goes to the test driver, of which the daemon keeps the state for as long as somebody is connected. */
    private static final String TAKE_PLACE = '''
        cat >/usr/local/bin/virsh <<'X'
#!/bin/sh
for word; do
    shift
    [ "$word" != qemu:///system ] || word=test+unix:///default
    set -- "$@" "$word"
done
exec /usr/bin/virsh "$@"
X
        chmod +x /usr/local/bin/virsh
        mkfifo /run/test-driver
        (setsid /usr/bin/virsh -q -c test+unix:///default </run/test-driver >/dev/null 2>&1 & setsid sleep 600 >/run/test-driver 2>&1 & echo $! >/run/test-driver.pid)
        mkdir -p /srv/berth/test-driver/pool'''

    private static final String[] UUIDS = ['0a1b2c3d-0000-4000-8000-000000000001', '0a1b2c3d-0000-4000-8000-000000000002']

    @Shared @TempDir Path dir
    @Shared Berth berth

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir)
        Lab.must('kvm2', TAKE_PLACE)
    }

    def cleanupSpec() {
        Lab.on('kvm2', 'rm -f /usr/local/bin/virsh; kill "$(cat /run/test-driver.pid)"; rm -rf /run/test-driver /run/test-driver.pid /srv/berth/test-driver')
    }

    private Ran berth(String... words) { berth.run(*(words.toList() + ['-i', 'lab', '-l', 'kvm2'])) }

    private static String told(Ran ran) { ran.out + ran.err }

    private static List<String> guests() {
        Lab.must('kvm2', 'for name in $(virsh -q -c qemu:///system list --all --name); do echo "$name $(virsh -q -c qemu:///system domuuid "$name") $(virsh -q -c qemu:///system domstate "$name")"; done')
                .readLines().findAll { !it.startsWith('test ') && it }.sort()
    }

    private Ran define(String name, String uuid, int memory = 8192, String... more) {
        def file = Files.writeString(dir.resolve('guest.xml'), "<domain type='test'>\n  <name>$name</name>\n${uuid ? "  <uuid>$uuid</uuid>\n" : ''}  <memory>$memory</memory>\n  <os><type>hvm</type></os>\n</domain>\n")
        berth('guest', 'define', file.toString(), *more)
    }

    def "it is libvirt's test driver that answers"() {
        expect:
        berth('guest', 'list').out.contains('test   kvm2  running')
        guests() == []
    }

    def "a guest that is #state is defined anew by its own name and UUID or by its name alone, and no other pair takes it"() {
        given:
        def is = { String... names -> names.collect { "$it ${UUIDS[0]} $state".toString() } }
        assert define('td-a', UUIDS[0]).exit == 0
        if (state == 'running') {
            assert berth('guest', 'start', 'td-a').exit == 0
        }

        expect: 'its own name and UUID'
        told(define('td-a', UUIDS[0])).contains('nothing to do')
        define('td-a', UUIDS[0], 9216).exit == 0
        guests() == is('td-a')

        and: 'its name alone: it keeps its UUID'
        define('td-a', '', 10240).exit == 0
        guests() == is('td-a')

        and: 'its name, another UUID'
        define('td-a', UUIDS[1]).with { it.exit == 4 && told(it).contains("guest td-a has UUID ${UUIDS[0]}") }
        define('td-a', UUIDS[1], 11264, '--keep-uuid').exit == 0
        guests() == is('td-a')

        and: 'another name, its UUID'
        define('td-b', UUIDS[0]).with { it.exit == 4 && told(it).contains('has the UUID of guest td-a') }
        guests() == is('td-a')

        and: 'what runs goes on as it began'
        Lab.must('kvm2', 'virsh -q -c qemu:///system dumpxml td-a | grep "<memory"; virsh -q -c qemu:///system dumpxml --inactive td-a | grep "<memory"').readLines()*.replaceAll(/\D/, '') ==
                [state == 'running' ? '8192' : '11264', '11264']

        and: 'another name and UUID'
        define('td-b', UUIDS[1]).exit == 0
        guests() == is('td-a') + ["td-b ${UUIDS[1]} shut off".toString()]

        cleanup:
        Lab.on('kvm2', 'virsh -q -c qemu:///system destroy td-a; for name in td-a td-b; do virsh -q -c qemu:///system undefine "$name"; done')

        where:
        state << ['shut off', 'running']
    }

    def "a guest with snapshots is not undefined, nor one that runs"() {
        given:
        define('td-s', UUIDS[0])

        expect:
        berth('guest', 'snapshot', 'create', 'td-s', 's1').exit == 0
        berth('guest', 'undefine', 'td-s', '-y').with { it.exit == 4 && told(it).contains('has snapshots: s1') }
        berth('guest', 'start', 'td-s').exit == 0
        berth('guest', 'undefine', 'td-s', '-y', '--drop-snapshots').with { it.exit == 4 && told(it).contains('guest td-s runs') }
        berth('guest', 'suspend', 'td-s').exit == 0
        guests() == ["td-s ${UUIDS[0]} paused".toString()]
        berth('guest', 'resume', 'td-s').exit == 0
        berth('guest', 'stop', 'td-s', '-y').exit == 0
        berth('guest', 'snapshot', 'delete', 'td-s', 's1', '-y').exit == 0
        berth('guest', 'undefine', 'td-s', '-y').exit == 0
        guests() == []
    }

    def "a pool lives through all its states, and one whose store is not mounted is refused"() {
        expect:
        berth('pool', 'create', 'td-pool', '--dir', '/srv/berth/test-driver/pool').exit == 0
        told(berth('pool', 'create', 'td-pool', '--dir', '/srv/berth/test-driver/pool')).contains('nothing to do')
        berth('pool', 'stop', 'td-pool').exit == 0
        berth('pool', 'list').out =~ /td-pool +kvm2 +dir +not active/
        berth('volume', 'create', 'td-pool/v', '--size', '1M').with { it.exit == 1 && told(it).contains('is not active') }
        berth('pool', 'start', 'td-pool').exit == 0
        berth('pool', 'refresh', 'td-pool').exit == 0
        berth('pool', 'create', 'td-store', '--dir', '/srv/berth/test-driver/store', '--mounted', '/srv/berth/test-driver/store').with {
            it.exit == 4 && told(it).contains('refused by rule mounted: nothing is mounted at')
        }
        !Lab.must('kvm2', 'virsh -q -c qemu:///system pool-list --all --name').contains('td-store')
    }

    def "twenty volumes are made at once while the pool is refreshed"() {
        given:
        def book = Files.writeString(dir.resolve('many.groovy'), "play('many') { on 'kvm2'\n" + (1..20).collect { "volumeCreate 'td-pool/m$it', size: 4.MiB\n" }.join('') + '}\n')

        when:
        def other = Thread.start { Lab.must('kvm2', 'for i in $(seq 20); do virsh -q -c qemu:///system pool-refresh td-pool || exit; done') }
        def made = berth('run', book.toString())
        other.join()

        then:
        made.exit == 0
        Lab.must('kvm2', 'virsh -q -c qemu:///system vol-list td-pool').readLines().size() == 20
        berth('pool', 'delete', 'td-pool', '-y').exit == 0
        !Lab.must('kvm2', 'virsh -q -c qemu:///system pool-list --all --name').contains('td-pool')
    }
}
