package io.berth.task

import io.berth.fixture.OnHost

/**
 * What goes wrong in each phase of each strategy, and what a slot and its store are then. The phases are those that a run tells, so
 * that a new one is tried by itself. In each phase one thing goes wrong, in turn: every other time the run is killed; of strategies and storage that have
 * much in common with another, in every third. With {@code -Dberth.faults=all} everything goes wrong in every phase.
 */
class FaultsSpec extends SlotSpecification {

    private static final boolean ALL = System.getProperty('berth.faults') == 'all'

    /** What happens, as the script's own shell does it to itself, or to what it works with. */
    private static final Map<String, String> FAULTS = [
            'the connection or the controller dies, so that all is ended': 'kill -s TERM 0',
            'the pool is full'        : 'case $disk in /dev/*) : >"$TOOLS/full" ;; *) fallocate -l $(($(stat -f -c "%a * %S" "${disk%/*}"))) "${disk%/*}/filler" ;; esac',
            'the host\'s state is full': 'head -c 2M /dev/zero >"$state_dir/filler" 2>/dev/null || :',
            'the store is gone'       : 'mv -- "$STORE" "$STORE.away"',
            'nothing can be mounted'  : 'hash -r; printf "#!/bin/sh\\necho no >&2; exit 32\\n" >"$TOOLS/mount"; chmod +x "$TOOLS/mount"',
            'libvirt does not answer' : 'mv -- "$TOOLS/virsh" "$TOOLS/virsh.away"; printf "#!/bin/sh\\nexit 1\\n" >"$TOOLS/virsh"; chmod +x "$TOOLS/virsh"',
            'the guest does not start': ': >"$TOOLS/nostart"',
            'the release is damaged'  : 'for at in "$STORE"/golden/releases/*/tree/etc/ssh/sshd_config; do [ ! -f "$at" ] || { touch -r "$at" "$STORE/kept.time"; printf p | dd of="$at" bs=1 conv=notrunc status=none; }; done; for at in "$STORE"/golden/releases/*/disk.*; do [ ! -f "$at" ] || { cp -p --sparse=always -- "$at" "$STORE/kept.${at##*/}"; printf damage | dd of="$at" bs=1 seek=70000 conv=notrunc status=none; }; done']

    def "whatever goes wrong in any phase of a redeploy #what, the store is intact, the slot has the old or the new, nothing is held, and the next run converges"() {
        given: 'a slot with one system, and two releases to go to and fro'
        def pool = new MemoryDisk(shares ? 'xfs' : 'ext4', shares ? '400M' : '120M')
        OnHost.run('sh', '-euc', 'mkdir "$1"; mount -t tmpfs -o size=1m berth-spec "$1"', 'sh', new File(dir, 'state'))
        def slot = slot(pool, given)
        slot.makeDisk('24M')
        def wanted = [start: 'yes', command: 'true', onFailure: 'rollback'] + given
        def ways = releases(slot, wanted)
        def stored = listed(slot.store)

        when: 'it goes well; by overlay, once more: the bases of both are there then, and stay'
        def clean = slot.run(wanted + [release: ways[1].release])
        if (given.by == 'overlay') {
            clean = slot.run(wanted + [release: ways[0].release])
        }
        def phases = numbered(clean.lines.findAll { it.startsWith('phase ') }*.substring(6))

        then:
        clean.status() == (given.command == null ? 0 : 76)
        phases.containsAll(['lock 1', 'check 1', 'map 1', 'mount 1', 'copy 1', 'identity 1', 'record 1', 'start 1', 'ready 1'])

        when: 'and then it does not, in one phase after the other'
        cases(ALL || given.kind == null && given.by in ['rsync', 'staged', 'block'] ? phases : everyThird(phases), given.by).eachWithIndex { phaseAndFault, number ->
            hit(slot, wanted, ways, number, *phaseAndFault)
            assert listed(slot.store) == stored: phaseAndFault
        }

        and: 'nothing is wrong any more'
        def last = converge(slot, wanted, ways[0])

        then:
        last.status() == 0
        slot.differences(ways[0].tree) == LoopSlot.IDENTITY
        slot.record().subMap('result', 'release') == [result: 'deployed', release: ways[0].release]
        slot.domain() == 'running'
        slot.held() == ''
        slot.left() == []
        slot.beside() - (slot.disk.name + '.former') == []

        cleanup:
        slot?.close()
        OnHost.run('umount', new File(dir, 'state'))
        pool?.close()

        where:
        what                       | shares | given
        'by rsync'                 | false  | [by: 'rsync']
        'by tar'                   | false  | [by: 'tar', method: 'offset']
        'staged'                   | false  | [by: 'staged']
        'staged, and rolled back'  | true   | [by: 'staged', command: 'false']
        'by snapshot'              | true   | [by: 'snapshot']
        'by overlay'               | false  | [by: 'overlay']
        'by block'                 | false  | [by: 'block']
        'by block on a device'     | false  | [by: 'block', kind: 'device']
        'by block on a volume'     | false  | [by: 'block', kind: 'volume']
        'staged on a volume'       | false  | [by: 'staged', kind: 'volume', command: 'false']
        'by snapshot of a volume'  | false  | [by: 'snapshot', kind: 'volume']
    }

    private LoopSlot slot(MemoryDisk pool, Map given) {
        switch (given.kind) {
            case 'device': return DeviceSlot.of(dir, [size: '24M'])
            case 'volume': return VolumeSlot.of(dir, given.by == 'snapshot')
            default: return new LoopSlot(dir, 'w01', new File(pool.dir, given.by == 'overlay' ? 'w01.qcow2' : 'w01.raw'))
        }
    }

    /** Phases of the same name are told apart by their number. */
    private static List<String> numbered(List<String> phases) {
        phases.indices.collect { i -> "${phases[i]} ${phases.take(i + 1).count(phases[i])}".toString() }
    }

    /** Where only the storage is another, or most of what is done is another strategy's, which has it in the other rows. */
    private static List<String> everyThird(List<String> phases) {
        phases.findAll { phases.indexOf(it) % 3 == 0 }
    }

    /** Phase and fault, as they come one after the other. */
    private static List<List<String>> cases(List<String> phases, String by) {
        List<String> others = FAULTS.keySet().findAll { by == 'block' || it != 'the release is damaged' } as List
        int turn = by.hashCode() & 7
        others = others.collectMany { ['it is killed', it] }
        List<List<String>> cases = phases.collectMany { phase -> (ALL ? others.unique(false) : [others[turn++ % others.size()]]).collect { [phase, it] } }
        // what is damaged after it was looked at is another story
        by == 'block' ? cases : cases + [['check 1', 'the release is damaged']]
    }

    /** Two releases; what each is of. */
    private static List<Map> releases(LoopSlot slot, Map wanted) {
        List<Map> ways = ['a', 'b'].collect { digit ->
            new File(slot.golden, "etc/$digit").text = digit
            File tree = new File(slot.dir, "tree-$digit")
            OnHost.run('cp', '-a', slot.golden, tree)
            if (wanted.by != 'block') {
                return [tree: tree, release: slot.release(digit * 12)]
            }
            assert slot.run(by: 'tar').status() == 0
            [tree: tree, release: slot.releaseDisk(digit * 12, slot.disk, digit == 'a' ? 'raw' : 'qcow2')]
        }
        assert slot.run(wanted + [release: ways[0].release, command: 'true']).status() == 0
        ways
    }

    private void hit(LoopSlot slot, Map wanted, List<Map> ways, int number, String phase, String fault) {
        if (wanted.by == 'snapshot') { // its phases are those of one that makes its base
            slot.dropBases()
        }
        Map to = ways[number % 2]
        slot.domain 'running'
        boolean killed = fault == 'it is killed'
        String script = "printf x >\"\$TOOLS/reached\"; ${killed ? 'kill -s KILL 0' : FAULTS[fault]}"
        File reached = new File(slot.tools, 'reached')
        def run = slot.run(wanted + [release: to.release, fault: script, phase: phase])
        if (!reached.delete()) {
            // a pool that was full has damaged what was in it; what was killed or failed before is no system to go back to
            boolean damaged = run.said('next').contains('redeploy by tar') && wanted.by == 'rsync'
            assert damaged || run.said('failed').endsWith('there was no system before it to go back to'): "$phase, $fault: $run.lines\n${slot.errors()}"
            converge(slot, wanted, ways[0])
            run = slot.run(wanted + [release: to.release, fault: script, phase: phase])
            assert reached.delete()
        }
        String which = "$phase, $fault: status ${run.status()}, ${run.lines}\n${slot.errors()}"
        assert slot.held() == '': which
        assert killed || slot.left() == []: which
        assert killed || slot.beside() - (slot.disk.name + '.former') - 'filler' == []: which
        if (fault == 'the release is damaged' && !(wanted.by in ['block', 'overlay'])) { // an overlay lies over what was made of it before
            assert run.said('failed').contains('has changed since it was made'): which
            assert slot.domain() == 'running': which
        }
        heal(slot)
        Map record = slot.record()
        boolean inPlace = wanted.by in ['rsync', 'tar'] || wanted.kind == 'device'
        if (run.status() == 0) {
            assert slot.differences(to.tree) == LoopSlot.IDENTITY: which
            assert record.subMap('result', 'release') == [result: 'deployed', release: to.release]: which
        } else if (record.result == 'deployed') {
            assert slot.differences(ways.find { it.release == record.release }.tree) == LoopSlot.IDENTITY: which
        } else if (!inPlace) {
            assert ways.any { slot.differences(it.tree) == LoopSlot.IDENTITY }: which
        } else {
            // one that gave up before it touched the disk left the guest as it was, or off
            assert slot.domain() == 'running' || 'phase shutdown' in run.lines: which
            assert slot.domain() == 'shut off' || !('phase map' in run.lines) || phase in ['record 1', 'start 1', 'ready 1']: which
        }
    }

    /** A run without a fault; where a filesystem was damaged, by what mends it. */
    private static LoopSlot.Running converge(LoopSlot slot, Map wanted, Map to) {
        def run = slot.run(wanted + [release: to.release, command: 'true'])
        run.status() != 0 && run.said('next').contains('redeploy by tar') ? slot.run(wanted + [by: 'tar', release: to.release, command: 'true']) : run
    }

    /** Takes away what was wrong. */
    private static void heal(LoopSlot slot) {
        LoopSlot.sh '''rm -f "$1/mount" "$1/nostart" "$1/full" "$2/filler" "$3/state/filler" "$3"/state/slots/*.failing
            [ ! -e "$1/virsh.away" ] || mv "$1/virsh.away" "$1/virsh"
            [ ! -e "$3/store.away" ] || { rm -rf "$3/store"; mv "$3/store.away" "$3/store"; }
            [ ! -e "$3/store/kept.time" ] || for at in "$3"/store/golden/releases/*/tree/etc/ssh/sshd_config; do
                [ ! -f "$at" ] || { printf P | dd of="$at" bs=1 conv=notrunc status=none; touch -r "$3/store/kept.time" "$at"; }
            done
            rm -f "$3/store/kept.time"
            for kept in "$3"/store/kept.*; do [ ! -f "$kept" ] || mv -fT "$kept" "$(echo "$3"/store/golden/releases/*/"${kept##*/kept.}")"; done''',
                slot.tools, slot.disk.parentFile, slot.dir
    }

    /** All there is to see of the releases. */
    private static String listed(File store) {
        LoopSlot.sh 'cd "$1/golden/releases"; find . -name "disk.*" -printf "%p %m\\n" -o -type d -printf "%p %y %m\\n" -o -printf "%p %y %m %U %G %s %T@ %l\\n" | sort; find . -type f -exec sha256sum {} + | sort', store
    }
}
