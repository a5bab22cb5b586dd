package io.berth.cluster

import io.berth.model.Size
import spock.lang.Specification

class QemuLineSpec extends Specification {

    private static QemuLine line(String... words) { new QemuLine(words.toList()) }

    def "disks are found in every spelling: #words"() {
        given:
        def claims = line(*words).claims()

        expect:
        claims.writes() as List == writes
        claims.reads() as List == reads
        claims.shares() as List == shares

        where:
        words                                                                                                 || writes                 | reads           | shares
        ['-drive', 'file=/a.raw,format=raw']                                                                  || ['/a.raw']             | []              | []
        ['-drive', 'format=raw,if=virtio,file=/a,,b.raw']                                                     || ['/a,b.raw']           | []              | []
        ['-drive', 'file=/a,,,format=raw']                                                                    || ['/a,']                | []              | []
        ['--drive', 'file=/a.raw,readonly=on']                                                                || []                     | ['/a.raw']      | []
        ['-drive', 'file=/a.raw,readonly']                                                                    || []                     | ['/a.raw']      | []
        ['-drive', 'file=/a.iso,media=cdrom']                                                                 || []                     | ['/a.iso']      | []
        ['-drive', 'file=/a.raw,snapshot=on']                                                                 || []                     | ['/a.raw']      | []
        ['-snapshot', '-hda', '/a.raw']                                                                       || []                     | ['/a.raw']      | []
        ['-drive', 'file=/a.raw,id=d,if=none', '-device', 'virtio-blk-pci,drive=d,share-rw=on']               || []                     | []              | ['/a.raw']
        ['-drive', 'file=/a.iso,id=d,if=none', '-device', 'ide-cd,drive=d']                                   || []                     | ['/a.iso']      | []
        ['-drive', 'file.filename=/a.q,driver=qcow2,backing.file.filename=/b.raw']                            || ['/a.q']               | ['/b.raw']      | []
        ['-drive', 'file=json:{"driver":"qcow2",,"file":{"driver":"file",,"filename":"/a.q"}}']                 || ['/a.q']               | []              | []
        ['-drive', 'file=rbd:pool/image:id=admin:conf=/etc/ceph']                                             || ['rbd:pool/image']     | []              | []
        ['-drive', 'file=file:/a.raw']                                                                        || ['/a.raw']             | []              | []
        ['-hda', '/a', '-hdb', '/b', '-hdc', '/c', '-hdd', '/d', '-cdrom', '/e.iso']                          || ['/a', '/b', '/c', '/d'] | ['/e.iso']    | []
        ['-m', '16', '/a.raw', '-nographic', '/b.raw']                                                        || ['/a.raw', '/b.raw']   | []              | []
        ['-blockdev', 'driver=file,node-name=f,filename=/a.raw', '-device', 'virtio-blk-pci,drive=f']         || ['/a.raw']             | []              | []
        ['-blockdev', '{"driver":"qcow2","node-name":"d","file":{"driver":"file","filename":"/a.q"}}']        || ['/a.q']               | []              | []
        ['-blockdev', 'driver=raw,node-name=d,file.driver=host_device,file.filename=/dev/vg/a,read-only=on']  || []                     | ['/dev/vg/a']   | []
        ['-blockdev', '{"driver":"file","node-name":"fb","filename":"/b.raw","read-only":true}', '-blockdev', '{"driver":"file","node-name":"fa","filename":"/a.q"}',
         '-blockdev', '{"driver":"raw","node-name":"b","file":"fb"}', '-blockdev', '{"driver":"qcow2","node-name":"a","file":"fa","backing":"b"}']
                                                                                                              || ['/a.q']               | ['/b.raw']      | []
        ['-blockdev', 'driver=file,node-name=f,filename=/a.raw', '-blockdev', 'driver=raw,node-name=d,file=f',
         '-device', '{"driver":"scsi-hd","drive":"d","share-rw":true}']                                       || []                     | []              | ['/a.raw']
        ['-blockdev', 'driver=rbd,node-name=d,pool=p,image=i']                                                || ['rbd:p/i']            | []              | []
        ['-append', 'root=/dev/vda -hda', '-kernel', '/boot/vmlinuz']                                         || []                     | []              | []
        ['-fda', '/f.img', '-pflash', '/vars.fd']                                                             || ['/f.img', '/vars.fd'] | []              | []
    }

    def "addresses are found in every spelling: #words"() {
        expect:
        line(*words).claims().macs() as List == macs

        where:
        words                                                                          || macs
        ['-net', 'nic,macaddr=52:54:00:AA:00:01', '-net', 'tap']                       || ['52:54:00:aa:00:01']
        ['-netdev', 'tap,id=n', '-device', 'virtio-net-pci,netdev=n,mac=52:54:0:a:0:1'] || ['52:54:00:0a:00:01']
        ['-nic', 'tap,mac=52:54:00:00:00:02']                                          || ['52:54:00:00:00:02']
        ['-device', '{"driver":"virtio-net-pci","mac":"52:54:00:00:00:03"}']           || ['52:54:00:00:00:03']
        ['-device', 'virtio-net-pci']                                                  || []
    }

    def "what else a guest is: #words"() {
        given:
        def said = line(*words)

        expect:
        [said.name(), said.uuid(), said.memory(), said.vcpus()] == [name, uuid, memory, vcpus]

        where:
        words                                                              || name    | uuid  | memory             | vcpus
        []                                                                 || ''      | ''    | Size.mib(128)      | 1
        ['-name', 'web', '-m', '512', '-smp', '2']                         || 'web'   | ''    | Size.mib(512)      | 2
        ['-name', 'guest=w,,eb,debug-threads=on', '-m', '2G', '-smp', 'cpus=4,maxcpus=8'] || 'w,eb' | '' | Size.mib(2048) | 4
        ['-name', 'web,process=x', '-m', 'size=1.5g,slots=2,maxmem=4G']    || 'web'   | ''    | Size.mib(1536)     | 1
        ['-smp', 'sockets=2,cores=2,threads=2', '-uuid', 'AB-1']           || ''      | 'ab-1' | Size.mib(128)     | 8
        ['-nodefaults', '-name', 'web', '-daemonize', '-m', '64', '-m', '96'] || 'web' | ''   | Size.mib(96)       | 1
        ['-append', '-name x', '-name', 'web']                             || 'web'   | ''    | Size.mib(128)      | 1
    }

    def "where it listens: #words"() {
        given:
        def said = line(*words)

        expect:
        [said.monitor(), said.qmp(), said.vnc()] == [monitor, qmp, vnc]

        where:
        words                                                                                         || monitor  | qmp    | vnc
        ['-monitor', 'unix:/m,server,nowait', '-vnc', ':3']                                           || '/m'     | ''     | ':3'
        ['-monitor', 'unix:/m,,1,server=on,wait=off']                                                 || '/m,1'   | ''     | ''
        ['-monitor', 'stdio', '-qmp', 'unix:/q,server,nowait']                                        || ''       | '/q'   | ''
        ['-chardev', 'socket,id=c,path=/m,server=on', '-mon', 'chardev=c,mode=readline']              || '/m'     | ''     | ''
        ['-chardev', 'socket,id=c,path=/q,server=on', '-mon', 'c,mode=control']                       || ''       | '/q'   | ''
        ['-chardev', 'socket,id=c,host=::1,port=1', '-mon', 'c', '-monitor', 'tcp:127.0.0.1:4']       || ''       | ''     | ''
        ['-monitor', 'chardev:c', '-chardev', 'socket,id=c,path=/m']                                  || '/m'     | ''     | ''
    }

    def "another host starts it as it was said, to wait: neither halted nor from what it was once received from"() {
        given:
        def line = new QemuLine(['-name', 'web', '-S', '-m', '512', '-incoming', 'tcp::49160', '-loadvm', 'monday', '-drive', 'file=/a,format=raw', '-daemonize'])

        expect:
        line.arriving().words() == ['-name', 'web', '-m', '512', '-drive', 'file=/a,format=raw', '-daemonize']
        line.incoming() == 'tcp::49160'
        line.arriving().incoming() == ''
    }

    def "a file has several options on a line, comments on lines of their own, and words as a shell's"() {
        expect:
        QemuFile.read('''
            # the guest
            -name web -m 512
              #-hdb /b
            -drive file=/a#1.raw,format=raw   -append 'root=/dev/vda "x"'
            -smp "2" -vnc \\
            :1 -device a\\ b
            ''').words() == ['-name', 'web', '-m', '512', '-drive', 'file=/a#1.raw,format=raw', '-append', 'root=/dev/vda "x"', '-smp', '2', '-vnc', ':1', '-device', 'a b']
    }

    def "a quote left open is no file of options"() {
        when:
        QemuFile.read("-name 'web\n")

        then:
        thrown(IllegalArgumentException)
    }
}
