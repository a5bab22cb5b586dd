package io.berth.task

/** The real scripts on volumes, which stand-ins for LVM's tools make of loop devices; what is LVM's own is seen by MachineLabSpec. */
class VolumeScriptSpec extends SlotSpecification {

    VolumeSlot slot

    def cleanup() {
        slot?.close()
    }

    def "#by on a #volume volume, while the guest runs: the former one goes once the new one is there"() {
        given:
        slot = VolumeSlot.of(dir, volume == 'thin')
        String release = slot.release('aaaaaaaaaaaa')

        when:
        def runs = (1..2).collect {
            slot.domain 'running'
            slot.run(LoopSlot.BEFORE_SHUTDOWN + [by: by, release: release])
        }

        then:
        runs*.status() == [0, 0]
        slot.asItRan() == 'running'
        slot.differences() == LoopSlot.IDENTITY
        runs[1].lines.findAll { it.startsWith('say ') && it.contains(says) }.size() == 1
        slot.beside() == []
        slot.held() == ''
        slot.left() == []
        !new File(dir, 'state/beside/w01').exists()

        where:
        by         | volume  | says
        'staged'   | 'thick' | 'begun from nothing'
        'staged'   | 'thin'  | 'begun from a snapshot of the present one'
        'snapshot' | 'thin'  | 'mapped'
    }

    def "the base of a release is made once, and goes when no slot has it any more"() {
        given:
        slot = VolumeSlot.of(dir, true)
        def releases = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'].collect { slot.release(it) }

        when:
        def runs = [0, 0, 1, 2].collect { slot.run(by: 'snapshot', release: releases[it]) }

        then:
        runs*.status() == [0] * 4
        runs.collect { it.said('say').contains('making the base') } == [true, false, true, true]
        slot.volumes().findAll { it.startsWith('berth.base-') }*.substring(11, 15) == ['bbbb', 'cccc'] // that of a goes when c's is made: the slot has b then
        runs[3].said('say').contains('removing the base berth.base-aaaa')
        slot.differences() == LoopSlot.IDENTITY
    }

    def "a run that is killed between the two renames leaves the slot without a disk: #who gives it back the former one"() {
        given:
        slot = VolumeSlot.of(dir, false)
        slot.run()
        File before = new File(dir, 'before')
        LoopSlot.sh 'cp -a "$1" "$2"', slot.golden, before
        new File(slot.golden, 'etc/new').text = 'new'
        slot.tool 'lvrename.real', new File(slot.tools, 'lvrename').text.replace('tool=${0##*/}', 'tool=lvrename')
        slot.tool 'lvrename', '#!/bin/sh\n"$0.real" "$@"\nkill -KILL 0\n'
        slot.run(by: 'staged')

        expect:
        slot.volumes() == ['w01.former', 'w01.next']
        !slot.disk.exists()

        when:
        slot.tool 'lvrename', new File(slot.tools, 'lvrename.real').text
        String says = mend.call(slot)

        then:
        says.contains("putting ${slot.disk}.former back in its place")
        slot.differences(who == 'the disk task' ? before : slot.golden) == LoopSlot.IDENTITY
        who == 'the disk task' || slot.volumes() == ['w01']

        where:
        who               | mend
        'the next run'    | { LoopSlot slot -> slot.run(by: 'rsync').said('say') }
        'the disk task'   | { VolumeSlot slot -> slot.create() }
    }

    def "#by is refused on a volume where #why, and the guest is left alone"() {
        given:
        slot = VolumeSlot.of(dir, false)
        String release = slot.release('aaaaaaaaaaaa')
        if (full) {
            new File(slot.tools, 'full').text = ''
        }

        when:
        def run = slot.run(by: by, release: release)

        then:
        run.status() == 70
        run.said('failed').contains(says)
        slot.domain() == 'running'
        slot.volumes() == ['w01']
        slot.left() == []

        where:
        by         | full  | why                               | says
        'snapshot' | false | 'a snapshot could become full'    | 'is no thin one, and a snapshot of another is lost as soon as it is full'
        'staged'   | true  | 'the group has no room'           | 'has 0 MiB free, and a second volume needs 64 MiB'
    }

    def "a new system that does not become ready gives way to the former: #by"() {
        given:
        slot = VolumeSlot.of(dir, thin)
        String release = slot.release('aaaaaaaaaaaa')
        assert slot.run(by: by, release: release).status() == 0
        new File(slot.golden, 'etc/new').text = 'new'
        String other = slot.release('bbbbbbbbbbbb')

        when:
        def run = slot.run(by: by, release: other, start: 'yes', command: "grep -q '\"release\": \"$release' '$dir/state/slots/w01.json'", onFailure: 'rollback')

        then:
        run.status() == 76
        run.said('failed').contains("rolled back: the former system golden@$release runs again")
        slot.record().release == release
        slot.differences(new File(slot.store, "golden/releases/$release/tree")) == LoopSlot.IDENTITY
        slot.domain() == 'running'
        slot.beside() == []
        slot.left() == []

        where:
        by         | thin
        'staged'   | false
        'snapshot' | true
    }

    def "a #format disk goes onto a #what of #size, with its zeros; what is behind it stays, but for a table's second copy"() {
        given: 'a released disk, and a larger one on which there is something else everywhere'
        slot = what == 'volume' ? VolumeSlot.of(dir, false) : null
        LoopSlot made = new LoopSlot(dir, 'made')
        made.makeDisk('24M')
        assert made.run(by: 'tar').status() == 0
        LoopSlot on = slot ?: DeviceSlot.of(dir, [size: size])
        if (slot != null) {
            slot.makeDisk(size)
        }
        LoopSlot.sh """head -c $bytes /dev/zero | tr '\\0' x >"\$1"; echo 'label: gpt' | sfdisk -q --no-reread --no-tell-kernel --wipe never "\$1" """, on.disk
        String release = on.releaseDisk('dddddddddddd', made.disk, format)

        when:
        def run = on.run(kind: on.kind == 'volume' ? 'volume' : 'device', by: 'block', release: release, room: room)
        String after = LoopSlot.sh('dd if="$1" bs=1M skip=24 count=1 status=none | tr -d x; tail -c 512 "$1" | head -c 8 | tr -d "\\0"', on.disk)

        then:
        run.status() == 0
        on.differences() == LoopSlot.IDENTITY
        after == (beside ? after : '')
        run.lines.count { it.contains('second copy') } == (beside ? 0 : 1)
        on.held() == ''
        on.left() == []
        on.beside() == []

        cleanup:
        if (slot == null) {
            on?.close()
        }

        where:
        what     | size  | format  | room  | beside
        'device' | '32M' | 'raw'   | false | false
        'device' | '32M' | 'qcow2' | false | false
        'volume' | '32M' | 'raw'   | false | false
        'volume' | '32M' | 'qcow2' | true  | true
        bytes = 32 << 20
    }

    def "a disk that #what is not written to a device"() {
        given:
        def on = DeviceSlot.of(dir, [size: '24M'])
        LoopSlot made = new LoopSlot(dir, 'made')
        made.makeDisk(size)
        String release = on.releaseDisk('dddddddddddd', made.disk, 'raw')
        LoopSlot.sh "cd \"\$1\"; $how", new File(on.store, "golden/releases/$release")
        String before = LoopSlot.sh('sha256sum <"$1"', on.disk)

        when:
        def run = on.run(kind: 'device', by: 'block', release: release)

        then:
        run.status() == 70
        run.said('failed').contains(says)
        on.domain() == state
        written || LoopSlot.sh('sha256sum <"$1"', on.disk) == before

        cleanup:
        on.close()

        where:
        what                       | size  | how                                                             | says                        | state      | written
        'is larger'                | '25M' | ':'                                                             | 'has 25 MiB, and the slot\'s 24 MiB' | 'running'  | false
        'has changed by a byte'    | '24M' | 'printf x | dd of=disk.raw bs=1 seek=9999999 conv=notrunc status=none' | 'is not what was released'  | 'shut off' | true
        'is lost'                  | '24M' | 'rm disk.raw'                                                   | 'cannot be seen on its store' | 'running'  | false
    }
}
