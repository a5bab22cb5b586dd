package io.berth.task

/** A disk that was released is put in a slot's place; on real loop devices, only virsh is played. */
class BlockScriptSpec extends SlotSpecification {

    def "a #format disk becomes the slot's, without its holes, while the guest runs: #name"() {
        given:
        def slot = new LoopSlot(dir, name)
        released(slot, format)
        LoopSlot.sh 'head -c 20000000 /dev/urandom | dd of="$1" bs=1M seek=2 conv=notrunc status=none', slot.disk

        when:
        def run = slot.run(LoopSlot.BEFORE_SHUTDOWN + [by: 'block', release: 'stable'])

        then:
        run.status() == 0
        slot.asItRan() == 'running'
        slot.differences() == LoopSlot.IDENTITY
        slot.disk.length() == 64 << 20
        (LoopSlot.sh('stat -c %b "$1"', slot.disk) as long) * 512 < 16 << 20
        slot.beside() == ["${name}.raw.former".toString()]
        slot.held() == ''
        slot.left() == []

        where:
        format  | name
        'raw'   | 'w01'
        'qcow2' | 'w01'
        'raw'   | 'a&b,c\\d *'
    }

    def "a disk that #what is not taken, and the guest is left alone"() {
        given:
        def slot = new LoopSlot(dir)
        String release = released(slot, 'raw')
        LoopSlot.sh "cd \"\$1\"; $how", new File(slot.store, "golden/releases/$release")

        when:
        def run = slot.run(by: 'block', release: 'stable')

        then:
        run.status() == 70
        run.said('failed').contains(says)
        slot.domain() == 'running'
        slot.beside() == []

        where:
        what                     | how                                                              | says
        'has changed by a byte'  | 'printf x | dd of=disk.raw bs=1 seek=9999999 conv=notrunc status=none' | 'is not what was released'
        'is larger than its slot' | 'truncate -s 65M disk.raw'                                       | 'has 65 MiB, and the slot\'s 64 MiB'
        'is a tree'              | 'sed -i s/disk$/tree/ release'                                   | 'needs one of form disk'
        'is lost'                | 'rm disk.raw'                                                    | 'ended with status'
    }

    def "its digest is taken while it comes, and once"() {
        given: 'a digest that says when it begins, and a store that gives its last part only then'
        def slot = new LoopSlot(dir)
        released(slot, 'raw')
        File began = new File(dir, 'began')
        slot.tool('openssl', """#!/bin/sh
            [ "\$1" != dgst ] || { head -c 1 >first && echo one >>'$began' && cat first - | /usr/bin/openssl "\$@"; exit; }
            exec /usr/bin/openssl "\$@"
            """)
        slot.tool('tar', """#!/bin/sh
            case "\$*" in
            *disk.raw*) /usr/bin/tar "\$@" | { head -c 8000000; n=0; until [ -e '$began' ] || [ \$((n += 1)) -gt 200 ]; do sleep 0.05; done; [ \$n -le 200 ] && cat; } ;;
            *) exec /usr/bin/tar "\$@" ;;
            esac
            """)

        when:
        def run = slot.run([by: 'block', release: 'stable'])

        then:
        run.status() == 0
        began.readLines() == ['one']
        slot.left() == []
    }

    /** The disk of a slot that has the golden tree, as a release. */
    private static String released(LoopSlot slot, String format) {
        File made = new File(slot.dir, 'made.raw')
        slot.run(by: 'tar')
        LoopSlot.sh 'cp --sparse=always -- "$1" "$2"', slot.disk, made
        slot.domain 'running'
        slot.releaseDisk('dddddddddddd', made, format)
    }
}
