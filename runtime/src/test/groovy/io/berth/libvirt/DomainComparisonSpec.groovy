package io.berth.libvirt

import spock.lang.Specification

class DomainComparisonSpec extends Specification {

    static final String WANTED = '''\
        <domain type="qemu">
          <name>w01</name>
          <uuid>C8351C8C-E934-3108-97EB-63BF7510AA26</uuid>
          <memory unit="MiB">96</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch="x86_64" machine="pc">hvm</type>
            <kernel>/srv/berth/boot/vmlinuz</kernel>
            <cmdline>
              console=ttyS0 quiet
            </cmdline>
          </os>
          <features><acpi/><tcg><tb-cache unit="MiB">64</tb-cache></tcg></features>
          <cpu mode="maximum"/>
          <!-- two disks -->
          <devices>
            <disk type="file" device="disk">
              <driver name="qemu" type="raw" cache="unsafe"/>
              <source file="/srv/w01.raw"/>
              <target dev="vda" bus="virtio"/>
            </disk>
            <disk type="file" device="disk">
              <source file="/srv/data.raw"/>
              <target dev="vdb" bus="virtio"/>
            </disk>
            <interface type="network">
              <mac address="52:54:00:0A:0B:01"/>
              <source network="lan"/>
              <model type="virtio"/>
            </interface>
            <serial type="pty"><target port="0"/><log file="/var/log/w01.log" append="off"/></serial>
            <memballoon model="none"/>
            <controller type="usb" model="none"/>
          </devices>
        </domain>
        '''.stripIndent()

    /** As libvirt 9.0 gives it back. */
    static final String STORED = '''\
        <domain type='qemu'>
          <name>w01</name>
          <uuid>c8351c8c-e934-3108-97eb-63bf7510aa26</uuid>
          <memory unit='KiB'>98304</memory>
          <currentMemory unit='KiB'>98304</currentMemory>
          <vcpu placement='static'>1</vcpu>
          <os>
            <type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>
            <kernel>/srv/berth/boot/vmlinuz</kernel>
            <cmdline>console=ttyS0 quiet</cmdline>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
            <tcg>
              <tb-cache unit='KiB'>65536</tb-cache>
            </tcg>
          </features>
          <cpu mode='maximum' check='none'/>
          <clock offset='utc'/>
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>restart</on_reboot>
          <on_crash>destroy</on_crash>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='/srv/data.raw'/>
              <target dev='vdb' bus='virtio'/>
              <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
            </disk>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw' cache='unsafe'/>
              <source file='/srv/w01.raw'/>
              <target dev='vda' bus='virtio'/>
              <address type='pci' domain='0x0000' bus='0x00' slot='0x04' function='0x0'/>
            </disk>
            <controller type='pci' index='0' model='pci-root'/>
            <controller type='usb' index='0' model='none'/>
            <interface type='network'>
              <mac address='52:54:00:0a:0b:01'/>
              <source network='lan'/>
              <model type='virtio'/>
              <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
            </interface>
            <serial type='pty'>
              <log file='/var/log/w01.log' append='off'/>
              <target type='isa-serial' port='0'>
                <model name='isa-serial'/>
              </target>
            </serial>
            <console type='pty'>
              <log file='/var/log/w01.log' append='off'/>
              <target type='serial' port='0'/>
            </console>
            <input type='mouse' bus='ps2'/>
            <input type='keyboard' bus='ps2'/>
            <audio id='1' type='none'/>
            <memballoon model='none'/>
          </devices>
        </domain>
        '''.stripIndent()

    static Element marked(String wanted) {
        Element rendered = Xml.parse(wanted)
        DomainMark.of('w01', rendered).onto(rendered)
    }

    /** What libvirt has stored after WANTED was defined. */
    static Element stored() {
        DomainMark.of('w01', Xml.parse(WANTED)).onto(Xml.parse(STORED))
    }

    def "what libvirt adds is no difference"() {
        given:
        DomainComparison comparison = DomainComparison.of(marked(WANTED), stored())

        expect:
        comparison.differences() == []
        comparison.before().readLines().toSorted() == comparison.after().readLines().toSorted()
    }

    def "a comment or another indentation in the template is no difference"() {
        expect:
        DomainComparison.of(marked(WANTED.replace('<!-- two disks -->', '<!-- both disks -->').replace('  ', '\t')), stored()).differences() == []
    }

    def "#what is told as #difference"() {
        when:
        DomainComparison comparison = DomainComparison.of(marked(WANTED.replace(from, to)), stored())

        then:
        comparison.differences().findAll { !it.startsWith('metadata') } == [difference]
        comparison.differences().size() == 2

        where:
        what              | from                                | to                                  | difference
        'more memory'     | '"MiB">96<'                         | '"MiB">128<'                        | 'memory: 98304 -> 131072'
        'a newer machine' | 'machine="pc"'                      | 'machine="q35"'                     | 'os/type@machine: pc-i440fx-7.2 -> q35'
        'an argument'     | 'quiet'                             | 'debug'                             | 'os/cmdline: console=ttyS0 quiet -> console=ttyS0 debug'
        'a cache mode'    | 'cache="unsafe"'                    | 'cache="none"'                      | 'devices/disk[vda]/driver@cache: unsafe -> none'
        'another disk'    | '/srv/data.raw'                     | '/srv/data2.raw'                    | 'devices/disk[vdb]/source@file: /srv/data.raw -> /srv/data2.raw'
        'another MAC'     | '0A:0B:01'                          | '0A:0B:02'                          | 'devices/interface[52:54:00:0a:0b:02]: missing'
        'a new device'    | '<memballoon model="none"/>'        | '<memballoon model="none"/><rng model="virtio"><backend model="random">/dev/urandom</backend></rng>' | 'devices/rng: missing'
        'a feature'       | '<acpi/>'                           | '<acpi/><apic/>'                    | 'features/apic: missing'
    }

    def "what somebody changed by hand is a difference though the template is the same"() {
        given:
        Element edited = Xml.parse(stored().print().replace('98304</memory>', '65536</memory>'))

        expect:
        DomainComparison.of(marked(WANTED), edited).differences() == ['memory: 65536 -> 98304']
    }

    def "what the template no longer says is seen by the digest, and shown"() {
        given:
        String dropped = WANTED.replaceAll(/(?s)    <disk type="file" device="disk">\s*<source file="\/srv\/data.raw".*?<\/disk>\n/, '')

        when:
        DomainComparison comparison = DomainComparison.of(marked(dropped), stored())

        then:
        dropped != WANTED
        comparison.differences().size() == 1
        comparison.differences()[0].startsWith('metadata/berth:slot@digest: ')
        (comparison.before().readLines() - comparison.after().readLines())*.trim() ==
                ["<driver name='qemu' type='raw'/>", "<source file='/srv/data.raw'/>", "<target bus='virtio' dev='vdb'/>"]
    }

    def "a domain that berth did not define is defined anew"() {
        expect:
        DomainComparison.of(marked(WANTED), Xml.parse(STORED)).differences() == ['metadata: missing']
    }

    def "a password is never shown"() {
        given:
        String graphics = '<graphics type="vnc" passwd="hunter2"/><memballoon'
        DomainComparison comparison = DomainComparison.of(marked(WANTED.replace('<memballoon', graphics)),
                Xml.parse(STORED.replace('<memballoon', graphics.replace('hunter2', 'sesame'))))

        expect:
        comparison.differences().any { it == 'devices/graphics[vnc]@passwd: ******** -> ********' }
        !comparison.toString().contains('hunter2')
        !comparison.toString().contains('sesame')
    }
}
