package io.berth.script

import io.berth.diag.Diagnostics
import io.berth.diag.PlaybookException
import io.berth.model.InventorySource
import io.berth.model.Playbook
import io.berth.model.Secrets
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.stream.Stream

/** What playbooks say is kept, and nobody can tell from what is said whether it was. */
class KeptTreesSpec extends Specification {

    static final Path BAD = Path.of('src/test/resources/bad')

    /** One of each thing that can be written. */
    static final String ALL = '''\
        def twice(x, y = 2) { return x * y }
        variables size: 12345678901, share: 0.5, whole: 7, nothing: null, yes: true, no: false
        def list = [1, -2, +share, "a${whole}b"]
        def map = [a: 1, 'b': list[0]]
        def closure = { -> 1 }
        def many = list.collect { it }?.findAll { e -> e != null && !(e in ['x']) }
        map.c = many?.size() ?: 0
        def more = [*: map, d: 1]
        whole ? list : (1..<3)
        def n = 0
        n++
        --n
        if (n > 0) { n += 1 } else { n -= 1 }
        for (i in 'a'..'c') { if (i == 'b') { continue } else { break } }
        while (n < 0) { n = n + 1 }
        switch (n) { case 0: break; case [1, 2]: n = '3' as Integer; break; default: n = 4 }
        assert twice(1) == 2 : 'no'
        if (false) { throw new RuntimeException('why') }
        if (false) { throw new IllegalStateException() }
        if (false) { ~1 }
        if (false) { label: n }
        hosts { host 'kvm1', address: '10.0.0.1' }
        play('p', { on 'kvm1' })
        play('q') { on 'kvm1' }
        '''.stripIndent()

    @TempDir
    Path dir

    Path kept

    def setup() {
        kept = dir.resolve('kept')
    }

    private Parser parser(String build = 'one') {
        Parser.keepingIn(kept, build)
    }

    private static Playbook load(Path file, Parser parser) {
        new PlaybookLoader(Vocabulary.all(), Secrets.PLACEHOLDERS, parser)
                .load([new InventorySource.GroovyFile(BAD.resolve('parts/inventory.groovy'))], file, [:])
    }

    /** All that is said about it, or all that it is. */
    private static String told(Path file, Parser parser) {
        try {
            return load(file, parser).toString().replaceAll(/@[0-9a-f]+/, '')
        } catch (PlaybookException e) {
            return e.message
        }
    }

    private static Tree tree(String text) {
        Parser.KEEPING_NOTHING.tree('site.groovy', text, new Diagnostics()).orElseThrow()
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(kept)) {
            return all.toList()
        }
    }

    private Path write(String name, String text) {
        Files.writeString(dir.resolve(name), text)
    }

    def "what is known is not parsed again"() {
        given:
        new KeptTrees(kept, 'one').keep('hosts { host "a" }', tree('hosts { host "told-apart" }'))

        expect:
        load(write('site.groovy', 'hosts { host "a" }'), parser()).hosts().keySet().contains('told-apart')
    }

    def "#file is told the same whether it was parsed or known"() {
        given:
        String fresh = told(file, Parser.KEEPING_NOTHING)

        expect:
        told(file, parser()) == fresh
        told(file, parser()) == fresh

        where:
        file << Files.list(BAD).withCloseable { it.filter { it.toString().endsWith('.groovy') }.sorted().toList() }
    }

    def "most bad playbooks are known the second time: what is wrong with them shows when they are evaluated"() {
        when:
        int bad = 0
        Files.list(BAD).withCloseable { it.filter { it.toString().endsWith('.groovy') }.toList() }.each {
            bad++
            told(it, parser())
        }

        then:
        files().size() > bad.intdiv(2)
    }

    def "a tree is the same when it was written and read, each kind of part among it"() {
        when:
        Tree tree = tree(ALL)
        byte[] bytes = TreeWriter.bytes(tree)

        then:
        TreeReader.tree(bytes, 0) == tree
        [Expression, Statement].every { kind -> kind.permittedSubclasses.every { seen(tree).contains(it) } }
    }

    /** The classes of all that is in it. */
    private static Set<Class<?>> seen(Object part, Set<Class<?>> all = [] as Set) {
        if (part instanceof Record) {
            all.add(part.class)
            part.class.recordComponents.each { seen(it.accessor.tap { it.accessible = true }.invoke(part), all) }
        } else if (part instanceof List) {
            part.each { seen(it, all) }
        }
        all
    }

    def "a change of the playbook, of what it includes, and of berth is seen"() {
        given:
        Path site = write('site.groovy', "include 'hosts.groovy'\nhosts { host 'b' }")
        Path hosts = write('hosts.groovy', "hosts { host 'a' }")
        def names = { String build -> load(site, parser(build)).hosts().keySet() - load(write('empty.groovy', ''), parser()).hosts().keySet() }

        expect:
        names('one') == ['a', 'b'] as Set
        names('one') == ['a', 'b'] as Set

        when:
        Files.writeString(hosts, "hosts { host 'c' }")

        then:
        names('one') == ['b', 'c'] as Set

        when:
        Files.writeString(site, "include 'hosts.groovy'\nhosts { host 'd' }")

        then:
        names('one') == ['c', 'd'] as Set

        when: 'another build of berth would understand it otherwise'
        String text = Files.readString(site)
        new KeptTrees(kept, 'one').keep(text, tree("hosts { host 'of-build-one' }"))

        then:
        names('one') == ['of-build-one'] as Set
        names('two') == ['c', 'd'] as Set
    }

    def "variables, secrets and code that waits are evaluated anew each time"() {
        given:
        Path site = write('vars.groovy', "variables name: 'x'\nhosts { host name }")
        def hosts = { Map given -> new PlaybookLoader([], Secrets.PLACEHOLDERS, parser()).load([], site, given).hosts().keySet() }

        expect:
        hosts([:]) == ['x'] as Set
        hosts(name: 'y') == ['y'] as Set
        hosts([:]) == ['x'] as Set
    }

    def "wherever a file is damaged, the text is parsed and the file is replaced"() {
        given:
        String text = "hosts { host 'a', port: 22 }"
        Tree tree = tree(text)
        def trees = new KeptTrees(kept, 'one')
        trees.keep(text, tree)
        Path file = files()[0]
        byte[] good = Files.readAllBytes(file)

        expect:
        (0..<good.length).each { at ->
            byte[] bad = good.clone()
            bad[at] ^= 0x55
            Files.write(file, bad)
            assert trees.find(text).empty
            Files.write(file, Arrays.copyOf(good, at))
            assert trees.find(text).empty
        }

        when:
        Parser.keepingIn(kept, 'one').tree('site.groovy', text, new Diagnostics())

        then:
        trees.find(text).get() == tree
        files() == [file]
    }

    def "a file is not believed when #what"() {
        given:
        String text = "hosts { host 'a' }"
        def trees = new KeptTrees(kept, 'one')
        trees.keep(text, tree(text))
        assert trees.find(text).present

        when:
        change(kept, files()[0])

        then:
        trees.find(text).empty

        where:
        what                         | change
        'it is of another user'      | { Path all, Path file -> Files.setAttribute(file, 'unix:uid', 65534) }
        'others can write it'        | { Path all, Path file -> mode(file, 'rw-rw-rw-') }
        'it is a link'               | { Path all, Path file -> Files.move(file, file.resolveSibling('x')); Files.createSymbolicLink(file, file.resolveSibling('x')) }
        'it is a directory'          | { Path all, Path file -> Files.delete(file); Files.createDirectory(file) }
        'others can write beside it' | { Path all, Path file -> mode(all, 'rwxrwxrwx') }
        'the directory is another\'s' | { Path all, Path file -> Files.setAttribute(all, 'unix:uid', 65534) }
    }

    private static void mode(Path file, String mode) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))
    }

    def "only the user may look into it"() {
        when:
        new KeptTrees(kept.resolve('deep'), 'one').keep('', tree(''))

        then:
        [kept, kept.resolve('deep')].every { Files.getAttribute(it, 'unix:mode', LinkOption.NOFOLLOW_LINKS).intValue() % 01000 == 0700 }
    }

    def "a place where nothing can be kept is no error"() {
        given:
        Path file = write('file', '')

        expect:
        load(write('site.groovy', "hosts { host 'a' }"), Parser.keepingIn(file.resolve('in a file'), 'one')).hosts().containsKey('a')
    }

    def "there is an end to how much is kept: what was not used for longest goes"() {
        given:
        def trees = new KeptTrees(kept, 'one')
        256.times { trees.keep("// $it", tree('')) }
        files().each { it.toFile().setLastModified(1_600_000_000_000) }
        kept.toFile().setLastModified(1_600_000_000_000)

        when:
        assert trees.find('// 7').present

        then:
        kept.toFile().lastModified() > 1_600_000_000_000

        when:
        20.times { trees.keep("// more $it", tree('')) }

        then:
        files().size() == 256
        trees.find('// 7').present
        20.times { assert trees.find("// more $it").present }
    }

    def "a text that cannot be kept as it is is not kept"() {
        given:
        Path site = write('site.groovy', "hosts { host 'a', vars: [half: '\\uD800'] }")

        when:
        def twice = (1..2).collect { load(site, parser()).host('a').vars().half }

        then:
        twice.every { it == '\uD800' }
    }
}
