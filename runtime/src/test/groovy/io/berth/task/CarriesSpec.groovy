package io.berth.task

import io.berth.api.TaskType
import io.berth.diag.SourceRange
import io.berth.fixture.OnHost
import io.berth.model.Image
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/**
 * Whatever a system's tree has comes through every strategy and every format exactly as it was, out of a store and back into one. Trees are
 * drawn at random; {@code -Dberth.trees=200 -Dtest=CarriesSpec} makes 200 of them, {@code -Dberth.seed=} begins at a certain one.
 */
class CarriesSpec extends Specification {

    @Shared @AutoCleanup MemoryDisk memory = new MemoryDisk()
    @Shared @AutoCleanup MemoryDisk sharing = new MemoryDisk('xfs')
    @Shared @AutoCleanup OnHost host
    /** The directory of slots, store and files. */
    @Shared File dir
    @Shared Map<Object, LoopSlot> slots = [:]
    @Shared int made = 0
    @Shared Map<Integer, Original> originals = [:]
    /** What was said on the way. */
    @Shared List<String> told = []

    def setupSpec() {
        dir = memory.directory()
        File store = new File(dir, 'store')
        new File(dir, 'golden').mkdirs() // that of these slots is in the store
        host = new OnHost(file: new File(dir, 'site.groovy').path, hosts: [OnHost.local('other')], images: ['golden', 'copy', 'other', 'disk'].collectEntries {
            [it, new Image(it, 'host', store.path, '', 0, SourceRange.NONE)]
        })
    }

    def "the redeploy of a slot #what carries every tree#back"() {
        expect:
        always(bySlot(given), sockets)

        where:
        what                                             | given                                                         | sockets
        'by rsync, over the tree before'                 | [by: 'rsync', back: true]                                     | true
        'by rsync, on xfs'                               | [by: 'rsync', filesystem: 'xfs', back: true]                  | true
        'by tar'                                         | [by: 'tar']                                                   | false
        'by tar, on xfs'                                 | [by: 'tar', filesystem: 'xfs', back: true]                    | false
        'staged, from nothing'                           | [by: 'staged', anew: true]                                    | false
        'staged, from the former system'                 | [by: 'staged', before: ['rsync', 'staged']]                   | true
        'staged, from a snapshot'                        | [by: 'staged', sharing: true]                                 | true
        'by snapshot'                                    | [by: 'snapshot', sharing: true]                               | false
        'by snapshot, on xfs'                            | [by: 'snapshot', sharing: true, filesystem: 'xfs']            | false
        'by overlay'                                     | [by: 'overlay']                                               | false
        'by block, of a disk that came and went as qcow2 and raw' | [by: 'block', disk: true]                            | true
        back = given.back ? ', and so does the way back into a store' : ''
    }

    def "#what carries every tree out and back"() {
        expect:
        always({ File tree, String release -> way.call(tree, release) }, sockets)

        where:
        what                                     | sockets | way
        'a directory'                            | true    | { File tree, String release -> taken('copy', tree.path, [onHost: true, form: 'tree']) }
        'a directory of another host'            | false   | { File tree, String release -> captured('copy', tree, [host: 'other']) }
        'an archive as a store has it'           | false   | { File tree, String release -> captured('other', tree, [form: 'archive']); throughFile('other', 'tar.gz') }
        'a .tar'                                 | false   | { File tree, String release -> throughFile("golden@$release", 'tar') }
        'a .tar.gz'                              | false   | { File tree, String release -> throughFile("golden@$release", 'tar.gz') }
        'a .tar.zst'                             | false   | { File tree, String release -> throughFile("golden@$release", 'tar.zst') }
        'a .tar.xz, read on the host'            | false   | { File tree, String release -> throughFile("golden@$release", 'tar.xz', true) }
    }

    def "a cpio.bz2 carries all that a cpio holds: no times of directories and symbolic links, no hard links of these, no parts of seconds, no attributes"() {
        given:
        def held = { List<String> lines ->
            // nor whose the top is
            lines.findAll { !it.startsWith('. ') }.collect { it.replaceAll(/ (security|system|trusted|user)\..*/, '').replaceAll(/ holes/, '').replaceAll(/(\d)\.\d{9}/, '$1') }
                    .collect { it.split(' ')[1][0] in ['4', 'a'] ? it.replaceFirst(/(\d+:\d+) \S+/, '$1').replaceFirst(/ \d+ links \S+/, '') : it }
        }

        expect:
        RandomTree.seeds().each { seed ->
            File tree = new File(memory.directory(), 'tree')
            RandomTree.make(seed, tree)
            // names with line ends are refused, and there is no time before 1970
            OnHost.run('sh', '-euc', '''cd "$1"; find . -depth -name "*
*" -exec rm -r {} +; find . -type s -delete; find . ! -newermt @0 -exec touch -h -d @7 {} +; find . -print0 | cpio --quiet -0 -o -H newc | bzip2 -1 >"$2"''', 'sh', tree, new File(dir, 'tree.cpio.bz2'))
            def difference = RandomTree.difference(held(RandomTree.manifest(tree)), held(RandomTree.manifest(taken('copy', 'tree.cpio.bz2', [devices: true]))))
            assert difference == []: "seed $seed"
        }
    }

    /** Tries a way with all trees: it gets one and its release, and says where the tree is then, or what is wrong with it there. */
    private boolean always(Closure<Object> way, boolean sockets) {
        for (int seed : RandomTree.seeds()) {
            Original original = originals.computeIfAbsent(seed) { this.original(seed, null) }
            List<String> wrong = wrong(way, sockets, original)
            if (wrong) {
                def again = { List<Integer> few -> this.wrong(way, sockets, this.original(seed, few.join(','))) }
                List<Integer> few = RandomTree.smallest(original.entries) { again(it) }
                throw new AssertionError("seed $seed: ${wrong.join('\n')}\n\nthe smallest tree: tree.pl $seed DIRECTORY ${few.join(',')}\n${again(few).join('\n')}" as Object)
            }
        }
        true
    }

    /** A tree, how many entries it could have, its manifest, and its release in the store. */
    private static class Original {
        File tree
        int entries
        List<String> manifest
        String release
    }

    private Original original(int seed, String of) {
        File tree = new File(memory.directory(), 'tree')
        int entries = RandomTree.make(seed, tree, of)
        List<String> manifest = RandomTree.manifest(tree)
        File kept = captured('golden', tree, [:])
        assert RandomTree.difference(manifest, RandomTree.manifest(kept)) == []: "seed $seed: the store itself has not kept it"
        new Original(tree: tree, entries: entries, manifest: manifest, release: kept.parentFile.name)
    }

    private List<String> wrong(Closure<Object> way, boolean sockets, Original original) {
        try {
            told.clear()
            Object there = way.call(original.tree, original.release)
            List<String> expected = original.manifest
            if (!sockets) {
                expected = RandomTree.heldByTar(expected)
                if (expected.size() < original.manifest.size() && !told.contains('sockets that are left out, as a tar holds none: 1')) {
                    return ['nothing tells of sockets that were left out']
                }
            }
            return there instanceof File ? RandomTree.difference(expected, RandomTree.manifest(there)) : there.call(expected)
        } catch (Exception | AssertionError e) {
            return [e.toString()]
        } finally {
            OnHost.run(*(['rm', '-rf', '--'] + ['copy', 'other', 'disk'].collect { new File(dir, "store/$it") }))
        }
    }

    /** The way through a slot: what was put on it is what is there, but for its identity, and what is captured from there is that. */
    private Closure<Object> bySlot(Map given) {
        { File tree, String release ->
            LoopSlot slot = given.anew ? slot(given) : slots.computeIfAbsent(given) { this.slot(given) }
            Map wanted = given.subMap('by', 'filesystem') + [release: release]
            if (given.by == 'snapshot') {
                slot.dropBases() // slots of other ways have these releases, too: they would all stay
            }
            if (given.before && !slot.beside()) {
                given.before.each { done(slot, wanted + [by: it]) }
            }
            if (given.disk) {
                done(slot, wanted + [by: 'rsync'])
                wanted += [image: 'disk', release: asDisk(slot)]
            }
            told.addAll(done(slot, wanted).said('say').readLines())
            return { List<String> expected -> onSlot(slot, expected, given.back as boolean) }
        }
    }

    private static LoopSlot.Running done(LoopSlot slot, Map wanted) {
        def run = slot.run(wanted)
        if (run.status() != 0) {
            throw new AssertionError("$wanted: ${run.lines.join('\n')}\n${slot.errors()}" as Object)
        }
        run
    }

    private LoopSlot slot(Map given) {
        File disk = new File((given.sharing ? sharing : memory).directory(), given.by == 'overlay' ? 'w01.qcow2' : 'w01.raw')
        LoopSlot slot = new LoopSlot(dir, "w${made++}", disk)
        slot.makeDisk(given.filesystem == 'xfs' ? '350M' : '24M')
        slot
    }

    private List<String> onSlot(LoopSlot slot, List<String> expected, boolean back) {
        def identity = { List<String> lines -> lines.findAll { line -> !LoopSlot.IDENTITY.any { line.startsWith("./$it ") } } }
        if (!back) {
            return RandomTree.difference(expected, identity(slot.inside("$RandomTree.manifest \"\$1\"").readLines()))
        }
        List<String> both = slot.inside("""$RandomTree.manifest "\$1"; echo back
            sh -euc "\$2" capture.sh "\$3" copy test back tree "\$1" slot >/dev/null; $RandomTree.manifest "\$3/copy/aliases/back/tree\"""",
                ImageScript.of('capture.sh').text(), new File(dir, 'store')).readLines()
        int middle = both.indexOf('back')
        RandomTree.difference(expected, identity(both.take(middle))) ?: RandomTree.difference(both.take(middle), both.drop(middle + 1)).collect { 'captured: ' + it }
    }

    /** The disk of a slot as a release, once as a file of each kind. */
    private String asDisk(LoopSlot slot) {
        apply(new ImageImportTask(), image: 'disk', from: slot.disk.path, form: 'disk', onHost: true)
        ['qcow2', 'raw'].each { kind ->
            new File(dir, "disk.$kind").delete()
            apply(new ImageExportTask(), image: "disk@$host.told.release", to: "disk.$kind")
            OnHost.run('rm', '-rf', '--', new File(dir, 'store/disk/releases'))
            apply(new ImageImportTask(), image: 'disk', from: "disk.$kind", form: 'disk')
        }
        host.told.release
    }

    private void apply(Map values, TaskType type) {
        host.apply(values, type)
        told.addAll(host.said)
    }

    private File captured(String image, File tree, Map more) {
        apply([image: image, from: tree.path] + more, new ImageCaptureTask())
        content(image)
    }

    private File taken(String image, String from, Map more) {
        apply([image: image, from: from] + more, new ImageImportTask())
        content(image)
    }

    /** Out into a file, and back from there. */
    private File throughFile(String image, String format, boolean onHost = false) {
        new File(dir, "out.$format").delete()
        apply(new ImageExportTask(), image: image, to: "out.$format")
        taken('copy', onHost ? new File(dir, "out.$format").path : "out.$format", [devices: true, onHost: onHost])
    }

    private File content(String image) {
        new File(dir, "store/$image/aliases/stable").canonicalFile.listFiles().find { it.name != 'release' }
    }
}
