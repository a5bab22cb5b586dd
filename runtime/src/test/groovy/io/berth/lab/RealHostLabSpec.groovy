package io.berth.lab

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** What only libvirt's own hosts show: firmware and what it keeps, networks that route, a filter on a guest that runs, a volume that goes to another host. */
@Stepwise
class RealHostLabSpec extends Specification {

    static final String POOL = '/srv/berth/real-pool'
    static final String NVRAM = '/var/lib/libvirt/qemu/nvram/real-uefi_VARS.fd'

    @Shared @TempDir Path dir
    @Shared Berth berth

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir.resolve('state'))
        clear()
    }

    def cleanupSpec() {
        clear()
    }

    private static void clear() {
        ['kvm1', 'kvm2'].each { Lab.on(it, '''
            { virsh destroy real-uefi; virsh undefine real-uefi --nvram
            for net in real-routed real-open; do virsh net-destroy $net; virsh net-undefine $net; done
            virsh nwfilter-undefine real-no; virsh pool-destroy real; virsh pool-undefine real; } >/dev/null 2>&1
            rm -rf "$1" "$2"''', POOL, NVRAM) }
    }

    private String playbook(String name, Map how = [:]) {
        Files.writeString(dir.resolve("${name}.groovy"), """
            pool('real') { on 'kvm1', 'kvm2'; dir '$POOL' }
            network('real-routed') { on 'kvm1'; routed '192.168.211.0/24'; dhcp '192.168.211.10'..'192.168.211.20' }
            network('real-open') { on 'kvm1'; open '192.168.212.0/24' }
            template 'server', '${Lab.ROOT}/templates/server.xml.ftl'
            guest('real-uefi') {
                on 'kvm1'
                template 'server'
                memory ${how.memory ?: 64}.MiB
                uefi true
                disk pool: 'real', size: 8.MiB, format: 'raw'
                nic network: 'real-routed'
                vars domainType: 'qemu'
                running ${how.running ?: false}
            }
            play('filter') {
                on 'kvm1'
                networkFilter 'real-no', deny: [${(how.deny ?: ['10.1.0.0/16']).collect { "'$it'" }.join(', ')}]
            }
            """.stripIndent()).toString()
    }

    def "networks route, and leave the host's firewall alone where they are open; a guest boots by UEFI"() {
        when:
        berth.must(0, 'run', playbook('first', [running: true]), '-i', 'lab')

        then:
        Lab.must('kvm1', 'iptables -S | grep -c 192.168.211 || :').toInteger() > 0
        Lab.must('kvm1', 'iptables -S | grep -c 192.168.212 || :') == '0'
        Lab.must('kvm1', 'virsh domstate real-uefi; virsh dumpxml real-uefi; ls "$1"', NVRAM).with { it.startsWith('running') && it.contains('OVMF') }
    }

    def "what its firmware keeps is kept when it is defined anew, and goes with it"() {
        given:
        def sum = Lab.must('kvm1', 'virsh -q destroy real-uefi; printf BOOT | dd of="$1" bs=1 seek=100 conv=notrunc status=none; sha256sum <"$1"', NVRAM)

        when:
        berth.must(0, 'run', playbook('second', [memory: 80]), '-i', 'lab')

        then:
        Lab.must('kvm1', 'virsh -q dumpxml real-uefi') =~ /<memory unit='KiB'>81920</
        Lab.must('kvm1', 'sha256sum <"$1"', NVRAM) == sum
    }

    def "a filter that is changed counts for a guest that runs"() {
        given:
        Lab.must('kvm1', '''virsh dumpxml --inactive real-uefi | sed "s:<model type='virtio'/>:&<filterref filter='real-no'/>:" >"$1/filtered.xml"
            virsh -q define "$1/filtered.xml"; virsh -q start real-uefi; rm "$1/filtered.xml"''', POOL)

        when:
        berth.must(0, 'run', playbook('third', [memory: 80, running: true, deny: ['10.1.0.0/16', '10.2.0.0/16']]), '-i', 'lab')

        then:
        Lab.must('kvm1', 'ebtables -t nat -S 2>/dev/null || ebtables -t nat -L').with { it.contains('10.1.0.0/16') && it.contains('10.2.0.0/16') }
    }

    def "a volume goes to another host, and with a guest what its firmware kept"() {
        when:
        berth.must(0, 'volume', 'create', 'real/goes.qcow2', '--size', '8M', '-l', 'kvm1', '-i', 'lab')
        berth.must(0, 'volume', 'move', 'real/goes.qcow2', 'real', '--to-host', 'kvm2', '-l', 'kvm1', '-i', 'lab')
        berth.must(0, 'guest', 'stop', 'real-uefi', '--yes', '-i', 'lab')
        berth.must(0, 'guest', 'delete', 'real-uefi', '--yes', '-i', 'lab')

        then:
        Lab.must('kvm1', 'ls "$1"; test ! -e "$2"; virsh list --all --name | grep real- || :', POOL, NVRAM).readLines() == ['real-uefi.raw']
        Lab.must('kvm2', 'ls "$1"', POOL) == 'goes.qcow2'
    }
}
