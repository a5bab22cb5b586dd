package io.berth.task

import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Slots whose disks are qcow2 files, and the bases that they lie over; QEMU's programs are the real ones, only virsh is played. */
class OverlayScriptSpec extends Specification {

    @TempDir
    @Shared
    File all
    @Shared
    LoopSlot kept

    File dir

    def setup() {
        dir = new File(all, "case${all.list().length}")
        dir.mkdirs()
    }

    def "the first slot makes the base of its release, others lie over it, and each is the golden tree with a disk of its own"() {
        given:
        def one = slot('w01')
        def two = slot('w,0 2')
        String release = one.release('aaaaaaaaaaaa')
        def around = { LoopSlot.sh(LoopSlot.SERVED.qcow2 + 'sfdisk -d "$disk" | grep -v device; head -c 1048576 "$disk" | sha256sum', two.disk, new File(dir, 'edge')) }
        LoopSlot.sh(LoopSlot.SERVED.qcow2 + 'printf boot | dd of="$disk" bs=1 conv=notrunc status=none', two.disk, new File(dir, 'edge'))
        def before = around()

        when:
        def first = one.run(by: 'overlay', release: 'stable')
        LoopSlot.sh 'rm -r "$1"/etc', new File(one.store, "golden/releases/$release/tree")
        def base = sum()
        two.stays()
        two.tool 'ssh-keygen', """#!/bin/sh
            qemu-img info '${two.disk}.next' >/dev/null 2>&1 && echo 0 >>'$dir/opened' || echo 1 >>'$dir/opened'
            exec /usr/bin/ssh-keygen "\$@"
            """
        def second = two.start(by: 'overlay', release: 'stable', shutdown: 60)
        second.reaches('phase shutdown')

        then: 'all but the boot is done, while the guest ran, and no QEMU could have opened the disk that it was done in'
        two.domain() == 'running'
        new File(dir, 'opened').readLines().every { it == '1' }

        when:
        two.goesOff()
        second.end()

        then: 'the second has nothing from the store but what the release is'
        [first, second]*.status() == [0, 0]
        first.said('say').contains('making the base of golden@')
        !second.said('say').contains('making the base')
        bases() == ["${'aaaaaaaaaaaa' * 5}-67108864-ext4-2048+129024.raw".toString()]
        [one, two].each { assert it.differences() == LoopSlot.IDENTITY && it.held() == '' && it.left() == [] }
        [one, two].every { it.beside() == [it.disk.name + '.former'] }
        one.inside('cat "$1/etc/machine-id"') != two.inside('cat "$1/etc/machine-id"')
        around() == before
        two.disk.length() < 4 << 20

        when: 'by the other strategies the slot is as golden, and what is written never gets into the base'
        def runs = ['rsync', 'tar', 'staged'].collectEntries { by ->
            one.inside 'echo dirt >"$1/usr/dirt"; head -c 1000000 /dev/urandom >"$1/usr/bin/one"'
            [by, [one.run(by: by), one.differences()]]
        }

        then:
        runs.every { it.value[0].status() == 0 && it.value[1] == LoopSlot.IDENTITY }
        runs.rsync[0].said('say').contains('takes room of its own')
        sum() == base
        two.differences() == LoopSlot.IDENTITY
    }

    def "when #signal ends #whom in phase #phase, the slot has the old system or the new one, and the next run, by #next, converges"() {
        given:
        if (!kept) {
            kept = slot('w01')
            kept.release('aaaaaaaaaaaa')
            kept.run(by: 'tar')
        }
        dir = kept.dir
        kept.domain 'running'
        kept.inside 'echo old >"$1/etc/old"'
        def killed = kept.start(by: by, release: 'stable', start: 'yes')

        when:
        def reached = killed.reaches("phase $phase")
        (whom == 'all' ? killed.signalGroup(signal) : killed.signal(signal)).end()
        kept.held()

        then:
        reached
        by == 'rsync' || kept.domain() == 'running' || phase in ['switch', 'start']
        signal == 'KILL' || kept.beside() - 'w01.qcow2.former' == [] && bases().every { it.endsWith('.raw') }

        and: 'what it has is whole'
        by == 'rsync' || kept.inside('ls "$1/etc"').readLines().contains('old') || kept.differences() == LoopSlot.IDENTITY

        when:
        def run = kept.run(by: next, release: 'stable')

        then:
        run.status() == 0
        kept.differences() == LoopSlot.IDENTITY
        kept.held() == ''
        kept.left() == []
        kept.beside() - 'w01.qcow2.former' == []
        bases().every { it.endsWith('.raw') }

        where:
        by        | phase  | signal | whom         | next // all phases of one strategy: FaultsSpec
        'overlay' | 'copy' | 'KILL' | 'all'        | 'rsync'
        'rsync'   | 'copy' | 'KILL' | 'the script' | 'overlay'
    }

    def "a system that does not become ready is replaced by the former, which lies over its own base"() {
        given:
        def slot = slot('w01')
        String first = slot.release('aaaaaaaaaaaa')
        slot.run(by: 'overlay', release: 'stable')
        new File(slot.golden, 'etc/new').text = 'does not boot'
        slot.release('bbbbbbbbbbbb')
        slot.domain 'running'

        when:
        def run = slot.run(by: 'overlay', release: 'stable', start: 'yes', onFailure: 'rollback', command: "[ \"\$(grep -c ^start $slot.tools/calls)\" -ge 2 ]")

        then:
        run.status() == 76
        run.said('failed').endsWith("rolled back: the former system golden@$first runs again")
        slot.domain() == 'running'
        slot.inside('ls "$1/etc"').readLines().every { it != 'new' }
        slot.beside() == []
    }

    def "bases stay while a disk lies over them, whatever is recorded; one that was changed or removed is made anew under another name while it is needed"() {
        given:
        def slot = slot('w01')

        when: 'the present disk and the former one lie over those before'
        ['a', 'b', 'c'].each {
            new File(dir, 'state/slots/w01.json').delete()
            slot.release(it * 12)
            assert slot.run(by: 'overlay', release: 'stable').status() == 0
        }

        then:
        bases().collect { it.take(1) } == ['a', 'b', 'c']

        when:
        slot.release('d' * 12)
        assert slot.run(by: 'overlay', release: 'stable').status() == 0

        then: 'nothing lay over the first any more'
        bases().collect { it.take(1) } == ['b', 'c', 'd']

        when:
        LoopSlot.sh 'printf x | dd of="$1" bs=1 seek=5000000 conv=notrunc status=none', base('d')
        def changed = slot.run(by: 'overlay', release: 'stable')

        then:
        changed.status() == 0
        changed.said('say').contains('has been changed, and is the base of w01.qcow2: another one is made')
        bases().findAll { it.startsWith('d') }*.find('-1.raw$') == ['-1.raw', null]
        slot.differences() == LoopSlot.IDENTITY

        when: 'what the present disk lies over is gone'
        assert new File(dir, ".berth-bases/${bases().find { it.endsWith('-1.raw') }}").delete()
        slot.domain 'running'
        def lost = ['overlay', 'rsync', 'staged'].collect { slot.run(by: it, release: 'stable') }

        then: 'it is said, and the guest, which still has it open, is left alone'
        lost*.status() == [70, 70, 70]
        lost.every { it.said('failed').endsWith('-1.raw, which is not there: nothing of it can be read') }
        slot.domain() == 'running'
        slot.left() == []
    }

    def "a released disk becomes the base of whoever has it, once; by block it is the slot's own"() {
        given:
        def slot = slot('w01')
        File made = new File(dir, 'made.raw')
        slot.run(by: 'tar')
        LoopSlot.sh 'qemu-img convert -O raw "$1" "$2"; truncate -s 48M "$3"; echo "start=2048, type=83, bootable" | sfdisk -q "$3"', slot.disk, made, new File(dir, 'x')
        String release = slot.releaseDisk('dddddddddddd', made, 'qcow2')
        slot.domain 'running'

        when:
        def runs = [slot.run(by: 'block', release: 'stable'), slot.run(by: 'overlay', release: 'stable')]
        LoopSlot.sh 'rm "$1"/disk.*', new File(slot.store, "golden/releases/$release")
        runs << slot.run(by: 'overlay', release: 'stable')

        then:
        runs*.status() == [0, 0, 0]
        slot.differences() == LoopSlot.IDENTITY
        bases().size() == 1 && bases()[0].endsWith('-disk.raw')
        slot.beside() == ['w01.qcow2.former']
        slot.left() == []
    }

    def "what cannot be done is said while the guest runs: by #by, #why"() {
        given:
        def slot = slot('w01', disk)
        slot.release('aaaaaaaaaaaa')

        when:
        def run = slot.run([by: by] + given)

        then:
        run.status() == 70
        run.said('failed').contains(why)
        slot.domain() == 'running'
        slot.beside() == []

        where:
        by         | disk        | given               | why
        'overlay'  | 'w01.raw'   | [release: 'stable'] | 'an overlay is a qcow2 file, and the slot\'s disk'
        'overlay'  | 'w01.qcow2' | [:]                 | 'golden has no releases'
        'snapshot' | 'w01.qcow2' | [release: 'stable'] | 'what a snapshot shares are blocks of raw disks'
    }

    def "a disk that a program has opened as QEMU does is not mapped"() {
        given:
        def slot = slot('w01')
        def opened = new ProcessBuilder('qemu-io', '-f', 'qcow2', slot.disk.path).start()
        opened.outputStream << 'length\n'
        opened.outputStream.flush()
        opened.inputStream.newReader().readLine()

        when:
        def run = slot.run()

        then:
        run.status() == 75
        run.said('refused').startsWith('disk-in-use')
        slot.left() == []

        cleanup:
        opened?.destroy()
        opened?.waitFor()
    }

    def "a look at a slot tells what its disk allows, and changes nothing: #sees"() {
        given:
        def slot = slot('w01')
        LoopSlot.sh "cd \"\$1\"; $how", dir
        def state = { LoopSlot.sh 'find "$1" -printf "%p %T@\\n"', dir }
        def before = state()

        when:
        def looked = new ProcessBuilder(RedeployTask.LOOK.with(new File(dir, 'run').path, new File(dir, 'state').path, 'w01', 'qcow2', slot.disk.path, '1', 'ext4', 'auto', '', 'tar', '', 'stable').argv()).start()
        def lines = looked.inputStream.readLines()

        then:
        looked.waitFor() == 0
        lines.findAll { it.startsWith('alone') || it.startsWith('beside') } == sees
        state() == before

        where:
        how                                   | sees
        ':'                                   | ['alone yes', 'beside room']
        'rm w01.qcow2'                        | []
    }

    private LoopSlot slot(String name, String disk = name + '.qcow2') {
        new LoopSlot(dir, name, new File(dir, disk))
    }

    private List<String> bases() {
        ((new File(dir, '.berth-bases').list() ?: []) as List<String>).findAll { it != 'lock' }.sort()
    }

    private File base(String first) {
        new File(dir, ".berth-bases/${bases().find { it.startsWith(first) }}")
    }

    private String sum() {
        LoopSlot.sh 'cat "$1"/.berth-bases/*.raw | sha256sum; stat -c "%a %y" "$1"/.berth-bases/*.raw', dir
    }
}
