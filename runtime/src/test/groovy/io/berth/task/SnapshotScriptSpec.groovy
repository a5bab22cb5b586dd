package io.berth.task

/** Slots on a pool that can share blocks, and the base that they have in common; only virsh is played. */
class SnapshotScriptSpec extends SlotSpecification {

    File pool

    def cleanup() {
        if (pool) {
            LoopSlot.gone pool
        }
    }

    def "on #filesystem the first slot makes the base of its release, others take it, and each is the golden tree"() {
        given:
        pool = LoopSlot.pool(dir, filesystem)
        def one = slot('w01')
        String release = one.release('aaaaaaaaaaaa')
        def two = slot('w02')

        when:
        def first = one.run(by: 'snapshot', release: 'stable')
        LoopSlot.sh 'rm -r "$1"/etc', new File(one.store, "golden/releases/$release/tree")
        def second = two.run(LoopSlot.BEFORE_SHUTDOWN + [by: 'snapshot', release: 'stable'])

        then: 'all but the boot is done while the guest runs'
        two.asItRan() == 'running'

        and: 'the second has nothing from the store but what the release is'
        [first, second]*.status() == [0, 0]
        first.said('say').contains('making the base of golden@')
        !second.said('say').contains('making the base')
        bases() == ["${'aaaaaaaaaaaa' * 5}-${one.disk.length()}-ext4-2048+129024.raw".toString()]
        [one, two].each { assert it.differences() == LoopSlot.IDENTITY && it.held() == '' && it.left() == [] }
        one.inside('cat "$1/etc/machine-id"') != two.inside('cat "$1/etc/machine-id"')
        LoopSlot.sh('cmp "$1" "$2" || true; stat -c %a "$3"/*.raw', one.disk, two.disk, new File(pool, '.berth-bases')).contains('400')

        where:
        filesystem << ['xfs', 'btrfs']
    }

    def "boot loader and partition table stay the slot's own"() {
        given:
        pool = LoopSlot.pool(dir, 'xfs')
        def slot = slot('w01')
        slot.release('aaaaaaaaaaaa')
        LoopSlot.sh 'printf boot | dd of="$1" bs=1 conv=notrunc status=none; printf core | dd of="$1" bs=1 seek=520 conv=notrunc status=none', slot.disk
        def around = { LoopSlot.sh 'sfdisk -d "$1"; head -c 1048576 "$1" | sha256sum', slot.disk }
        def before = around()

        expect:
        slot.run(by: 'snapshot', release: 'stable').status() == 0
        around() == before
    }

    def "slots of a filesystem of xfs, which knows its UUID, are made at the same time"() {
        given:
        pool = LoopSlot.pool(dir, 'xfs', '1G')
        def slots = ['w01', 'w02'].collect { slot(it, '350M') }
        slots[0].release('aaaaaaaaaaaa')

        when:
        def runs = slots.collect { it.start(by: 'snapshot', filesystem: 'xfs', release: 'stable') }*.end()

        then:
        runs*.status() == [0, 0]
        slots*.differences()*.minus('usr/acl') == [LoopSlot.IDENTITY, LoopSlot.IDENTITY] // xfs shows its ACLs as attributes, too
        bases().size() == 1
    }

    def "bases go when no slot of the host has their release any more"() {
        given:
        pool = LoopSlot.pool(dir, 'xfs')
        def slot = slot('w01')

        when:
        ['a', 'b', 'c'].each {
            slot.release(it * 12)
            assert slot.run(by: 'snapshot', release: 'stable').status() == 0
        }

        then:
        bases().collect { it.take(1) } == ['b', 'c']
    }

    def "what cannot be done by snapshot is said while the guest runs: #why"() {
        given:
        pool = LoopSlot.pool(dir, filesystem)
        def slot = slot('w01')
        slot.release('aaaaaaaaaaaa')

        when:
        def run = slot.run([by: 'snapshot'] + given)

        then:
        run.status() == 70
        run.said('failed').contains(why)
        slot.domain() == 'running'
        slot.beside() == []
        bases() == []

        where:
        filesystem | given               | why
        'ext4'     | [release: 'stable'] | 'cannot share blocks between files'
        'xfs'      | [:]                 | 'golden has no releases'
    }

    def "a look at a slot on #filesystem tells what its storage allows, and changes nothing: #sees"() {
        given:
        pool = LoopSlot.pool(dir, filesystem, size)
        def slot = slot('w01')
        LoopSlot.sh "cd \"\$1\"; $how", pool
        def state = { LoopSlot.sh 'find "$1" ! -name pool.img -printf "%p %T@\\n"', dir }
        def before = state()

        when:
        def looked = new ProcessBuilder(RedeployTask.LOOK.with(new File(dir, 'run').path, new File(dir, 'state').path, 'w01', 'raw', slot.disk.path, '1', 'ext4', 'auto', '', 'tar', '', 'stable').argv()).start()
        def lines = looked.inputStream.readLines()

        then:
        looked.waitFor() == 0
        lines.findAll { it.startsWith('shares') || it.startsWith('alone') || it.startsWith('beside') } == sees
        state() == before

        where:
        filesystem | size   | how                                                            | sees
        'xfs'      | '400M' | ':'                                                            | ['shares xfs', 'alone yes', 'beside room']
        'btrfs'    | '400M' | 'fallocate -l 63M w01.raw; head -c 320M /dev/zero >x 2>&- || true'   | ['shares btrfs', 'alone yes']
        'ext4'     | '24M'  | ':'                                                            | ['alone yes', 'beside room']
        'ext4'     | '24M'  | 'head -c 8M /dev/zero | dd of=w01.raw bs=1M seek=2 conv=notrunc status=none; head -c 24M /dev/zero >x 2>&- || true' | ['alone yes']
        'ext4'     | '24M'  | 'rm w01.raw'                                                   | []
    }

    private LoopSlot slot(String name, String size = '64M') {
        def slot = new LoopSlot(dir, name, new File(pool, name + '.raw'))
        slot.makeDisk(size)
        slot
    }

    private List<String> bases() {
        ((new File(pool, '.berth-bases').list() ?: []) as List<String>).findAll { it != 'lock' }.sort()
    }
}
