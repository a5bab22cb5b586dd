package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The reference's examples of images, the playbook that refreshes some, and the verbs of {@code berth image}: run with this machine as the store. */
@Isolated('it takes standard output')
class ImageExamplesSpec extends Specification {

    static final List<String> WORDS = ['imageAlias', 'imageCapture', 'imageDiff', 'imageExport', 'imageImport', 'imageList', 'imagePrune', 'imageRefresh', 'imageVerify']

    @TempDir Path dir
    @Shared @TempDir Path kept

    /** A system of nothing but busybox, and what it takes for steps. */
    def setupSpec() {
        OnHost.run('sh', '-euc', '''
            mkdir -p "$1/bin" "$1/etc" "$1/dev" "$1/proc" "$1/sys" "$1/run" "$1/tmp"
            cp "$(command -v busybox)" "$1/bin/busybox"
            chroot "$1" /bin/busybox --install -s /bin''', 'sh', kept.resolve('base'))
    }

    def "the example of #word"() {
        given:
        Files.createDirectories(dir.resolve('there'))
        OnHost.run('cp', '-a', kept.resolve('base'), dir.resolve('there/base'))
        def example = "../docs/reference/examples/${word}.groovy".toString()
        def given = ['-e', "dir=${dir.resolve('there')}".toString()]

        when:
        def first = planned(example, given)
        berth('run', example, *given)
        def left = planned(example, given)

        then:
        first.any { task, kind -> task.startsWith("$word:") }
        left.findAll { task, kind -> !(kind in ['none', 'act', 'look', 'maybe']) } == [:]

        where:
        word << WORDS
    }

    def "the playbook that refreshes images: a worker on top of a base"() {
        given:
        def given = ['-e', 'store=host', '-e', "stores=$dir/store".toString()]
        def playbook = '../playbooks/refresh-images.groovy'
        def site = Files.writeString(dir.resolve('site.groovy'), "image('base') { store 'host'; dir '$dir/store' }")

        when: 'the base is there already: its packages are not fetched here'
        image(site, 'capture', 'base', kept.resolve('base'))
        berth('check', playbook, *given)
        berth('run', playbook, '--tags', 'worker', *given)
        def release = Files.readSymbolicLink(dir.resolve('store/worker/aliases/stable')).fileName.toString()
        def tree = dir.resolve("store/worker/releases/$release/tree")

        then:
        tree.resolve('etc/motd').toFile().text.contains('made by berth')
        tree.resolve('etc/issue').toFile().text == 'Image of bookworm, from the store on host\n'

        when: 'a check fails'
        OnHost.run('sh', '-euc', 'cp -a "$1" "$2"; rm "$2/bin/grep"', 'sh', kept.resolve('base'), dir.resolve('broken'))
        image(site, 'capture', 'base', dir.resolve('broken'))
        def second = started('run', playbook, '--tags', 'worker', *given)

        then:
        second.exit == 1
        second.err.contains('check 1 failed')
        Files.readSymbolicLink(dir.resolve('store/worker/aliases/stable')).fileName.toString() == release
    }

    def "the verbs"() {
        given:
        def site = Files.writeString(dir.resolve('site.groovy'), """
            image('system') {
                store 'host'; dir '$dir/store'; keep 2
                from '${kept.resolve('base')}', onHost: true
            }
            image('copy') { store 'host'; dir '$dir/store' }
            image('by-hand') { store 'host'; tree '/srv' }""")
        def tree = Files.createDirectories(dir.resolve('tree'))
        def motd = Files.writeString(tree.resolve('motd'), 'one')

        when:
        image(site, 'capture', 'system', tree)
        Files.writeString(motd, 'other')
        image(site, 'capture', 'system', tree, '--alias', 'next')
        image(site, 'export', 'system@next', dir.resolve('x.tar.gz'))
        image(site, 'import', 'copy', dir.resolve('x.tar.gz'))
        def all = image(site, 'list', '--json').readLines().collect { new ObjectMapper().readValue(it, Map) }

        then:
        all.collect { [it.image, it.aliases, it.store, it.form] } == [['system', ['next'], 'host', 'tree'], ['system', ['stable'], 'host', 'tree'], ['copy', ['stable'], 'host', 'tree']]
        all[0].digest == all[2].digest
        image(site, 'list', 'copy').readLines()*.split(/ {2,}/)*.take(3)*.toList() == [['IMAGE', 'RELEASE', 'FORM'], ['copy', all[2].name, 'tree']]
        image(site, 'info', 'system@next').readLines().any { it ==~ /digest +${all[0].digest}/ }
        image(site, 'diff', 'system', 'next').contains('motd')

        when:
        image(site, 'alias', 'system@next', 'stable')
        image(site, 'alias', '--remove', 'system', 'next')
        image(site, 'refresh', 'system')
        image(site, 'prune', 'system', '--keep', '1')
        image(site, 'verify', 'system', 'copy')

        then:
        image(site, 'list', 'system', '--json').readLines().collect { new ObjectMapper().readValue(it, Map).aliases } == [['stable']]
        started('image', 'list', 'by-hand', '--site', site).out.readLines().size() == 1
        started('image', 'info', 'system@gone', '--site', site).exit == 1
        started('image', 'list', 'none', '--site', site).exit == 2
        started('image', 'verify', 'by-hand', '--site', site).err.contains('has no releases')
    }

    def "what the guide shows can be said: #shown"() {
        given:
        def hosts = Files.writeString(dir.resolve('guide.groovy'), "hosts { host 'kvm1', connection: local; host 'kvm2', connection: local }\n")
        def site = Files.writeString(dir.resolve('site.groovy'), blocks('groovy').join('\n'))

        expect:
        verb.empty ? Captured.berth('check', site.toString(), '-i', hosts.toString()).exit == 0
                : Captured.berth(*(['image', *verb, '--site', site.toString(), '-i', hosts.toString()] + (verb[0] in ['list', 'info', 'diff'] ? [] : ['--check']))).exit < 2

        where:
        verb << [[]] + blocks('sh')[0].readLines().collect { (it - ~/ *#.*/).split(' ').drop(2).toList() }
        shown = verb.empty ? 'the declarations' : verb.join(' ')
    }

    private static List<String> blocks(String language) {
        (Files.readString(Path.of('../docs/guide/images.md')) =~ /(?s)```${language}\n(.*?)```/).collect { it[1] }
    }

    private String image(Path site, String verb, Object... words) {
        berth('image', verb, '--site', site, *words)
    }

    /** Kinds of changes by task. */
    private Map<String, String> planned(String playbook, List<String> given) {
        new ObjectMapper().readTree(berth('plan', playbook, '-o', 'json', *given)).path('tasks').collectEntries { [it.path('task').asText(), it.path('kind').asText()] }
    }

    private String berth(Object... words) {
        def ran = started(words)
        assert ran.exit == 0: ran.out + ran.err
        ran.out
    }

    private Map started(Object... words) {
        def inventory = Files.writeString(dir.resolve('inventory.groovy'), "hosts { host 'host', connection: local }\n")
        def home = System.setProperty('user.home', dir.toString())
        try {
            return Captured.berth(*(words*.toString() + ['-i', inventory.toString()]))
        } finally {
            System.setProperty('user.home', home)
        }
    }
}
