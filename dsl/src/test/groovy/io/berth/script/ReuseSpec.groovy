package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Become
import io.berth.model.TaskSpec
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** Files of tasks and roles, used again and again. */
class ReuseSpec extends Specification {

    static final String MOTD = '''
        def twice(text) { "$text $text" }
        role('motd') {
            doc 'says who looks after a host'
            parameter 'owner', doc: 'whom to call', type: text
            parameter 'port', doc: 'a port', fallback: 80
            parameter 'names', doc: 'some names', type: list, required: false
            tasks {
                exec 'motd', twice(owner), "$port", "${names?.size()}", notify: 'tell'
            }
            handler('tell') { exec 'wall', owner }
        }
        '''

    @TempDir
    Path dir

    def "a file of tasks is included with names given to it, again and again"() {
        given:
        write('tasks/web.groovy', '''
            exec 'web', "$port"
            exec 'more', notify: 'restart'
            tags 'web'
            handler('restart') { exec 'restart' }
            ''')

        when:
        def loaded = load('''
            play('p') {
                on 'web'
                include 'tasks/web.groovy', port: 80
                block { tags 'b'; include 'tasks/more.groovy', names: ['a', 'b'] }
                exec 'own'
            }
            '''.replace('include \'tasks/more.groovy\', names: [\'a\', \'b\']', "['a', 'b'].each { n -> include 'tasks/one.groovy', name: n, list: [n] }"),
                ['tasks/one.groovy': 'exec name, list[0]'])

        then:
        loaded.tasks.collect { [it.parameters().argv(), it.options().tags(), it.options().vars(), dir.relativize(Path.of(it.options().base())).toString(), it.place().block()] } == [
                [['web', '80'], ['web'] as Set, [port: 80], 'tasks', 0], [['more'], ['web'] as Set, [port: 80], 'tasks', 0],
                [['a', 'a'], ['b'] as Set, [name: 'a', list: ['a']], 'tasks', 1], [['b', 'b'], ['b'] as Set, [name: 'b', list: ['b']], 'tasks', 1],
                [['own'], [] as Set, [:], '', 0]]
        loaded.tasks[0].at().file().endsWith('tasks/web.groovy')
        loaded.play.handlers()*.name() == ['restart']
    }

    def "a role has parameters, tasks and handlers of its own"() {
        when:
        def loaded = load('''
            handler('tell') { exec 'other' }
            play('p') {
                on 'web'
                role 'motd', owner: 'ops'
                role('motd') { owner 'dev'; port 8080; names 'a', 'b'; tags 't'; become true; on 'kvm3'; when { facts.x } }
                exec 'mine', notify: 'tell'
            }
            '''.replace("names 'a', 'b'", "names(['a', 'b'])"), ['roles/motd.groovy': MOTD])

        then:
        loaded.tasks*.parameters()*.argv() == [['motd', 'ops ops', '80', 'null'], ['motd', 'dev dev', '8080', '2'], ['mine']]
        loaded.tasks*.hosts() == [['kvm1', 'kvm2'], ['kvm3'], ['kvm1', 'kvm2']]
        with(loaded.tasks[1].options()) {
            [tags(), become().get(), when()*.text(), vars()] == [['t'] as Set, Become.root(Become.Method.SUDO), ['{ facts.x }'], [owner: 'dev', port: 8080, names: ['a', 'b']]]
            base() == dir.resolve('roles/motd').toString()
        }
        loaded.tasks[2].options().vars() == [:]

        and: 'each use has handlers of its own, which only its tasks notify'
        loaded.play.handlers().collect { [it.name(), it.tasks()[0].parameters().argv(), it.tasks()[0].hosts()] } == [
                ['motd: tell', ['wall', 'ops'], ['kvm1', 'kvm2']], ['motd: tell #2', ['wall', 'dev'], ['kvm3']], ['tell', ['other'], ['kvm1', 'kvm2']]]
        loaded.tasks*.options()*.notifies() == [['motd: tell'], ['motd: tell #2'], ['tell']]
    }

    def "roles use roles, in blocks too, and are found beside included files"() {
        when:
        def loaded = load('''
            include 'lib/site.groovy'
            play('p') { on 'kvm1'; block { role 'outer'; rescue { role 'inner', n: 2 } } }
            ''', ['lib/site.groovy': '', 'roles/outer.groovy': "role('outer') { tasks { role 'inner', n: 1; tags 'o'; on 'kvm2' } }",
                  'lib/roles/inner.groovy': "role('inner') { parameter 'n', doc: 'a number', type: number; tasks { exec 'inner', \"\$n\" } }"])

        then:
        loaded.tasks.collect { [it.parameters().argv()[1], it.place()] } == [
                ['1', new TaskSpec.Place(1, TaskSpec.Role.MAIN)], ['2', new TaskSpec.Place(1, TaskSpec.Role.RESCUE)]]
        loaded.tasks.collect { [it.hosts(), it.options().tags()] } == [[['kvm2'], ['o'] as Set], [['kvm1'], [] as Set]]
        loaded.tasks*.options()*.base().unique() == [dir.resolve('lib/roles/inner').toString()]
    }

    def "what is wrong with the use of a role is said where it is used: #use"() {
        expect:
        wrong("play('p') { on 'web'; $use }", ['roles/motd.groovy': MOTD, 'roles/again.groovy': "role('again') { tasks { role 'again' } }",
                'roles/other.groovy': "role('othr') { }", 'roles/empty.groovy': '']) == said.collect { it as String }

        where:
        use                                             | said
        "role 'motd'"                                   | ["site.groovy:7:23 'role motd' says no 'owner'"]
        "role 'motd', ownr: 'ops'"                      | ["site.groovy:7:36 'role motd' has no 'ownr'"]
        "role 'motd', owner: 5"                         | ["site.groovy:7:43 'owner' wants a text, not the number 5"]
        "role 'motd', owner: 'x', port: 'y', names: 1"  | ["site.groovy:7:54 'port' wants a number, not the text 'y'", "site.groovy:7:66 'names' wants a list, not the number 1"]
        "role 'motd', owner: { facts.x }"               | ["site.groovy:7:43 'owner' wants a text, not a block"]
        "role 'mtod'"                                   | ["site.groovy:7:28 there is no role 'mtod'"]
        "role '../motd'"                                | ["site.groovy:7:28 there is no role '../motd'"]
        "role()"                                        | ["site.groovy:7:23 'role' wants the name of one role"]
        "role 'again'"                                  | ["roles/again.groovy:1:30 the roles use one another: again -> again"]
        "role 'other'"                                  | ["roles/other.groovy:1:6 this file is of role 'other', not 'othr'"]
        "role 'empty'"                                  | ["roles/empty.groovy:0:0 does not define role 'empty'"]
        "role 'motd', owner: 'x'; exec 'a', \"\$owner\"" | ["site.groovy:7:60 unknown name 'owner'"]
        "include 'no.groovy', a: 1"                     | ["site.groovy:7:31 the included file cannot be read: there is no file no.groovy"]
        "include 'a', 'b'"                              | ["site.groovy:7:23 'include' takes one file, and names with values for it"]
        "include 'roles/motd.groovy'"                   | ["roles/motd.groovy:3:14 this file defines role 'motd' and cannot be included"]
    }

    def "what is wrong in a role is said in its file: #code"() {
        expect:
        wrong("play('p') { on 'web'; role 'r', port: 1 }", ['roles/r.groovy': "role('r') { parameter 'port', doc: 'a port', fallback: 80\n$code }"]) ==
                said.collect { "roles/r.groovy:$it" as String }

        where:
        code                                                 | said
        "tasks { exec() }"                                   | ["2:9 'exec' says no 'argv'"]
        "tasks { exec 'a', \"\$prot\" }"                     | ["2:21 unknown name 'prot'"]
        "tasks { exec 'a', notify: 'x' }"                    | ["2:27 there is no handler 'x'"]
        "parameter 'port', doc: 'again'"                     | ["2:11 a parameter 'port' is declared already"]
        "parameter 'tags', doc: 'x'"                         | ["2:11 'tags' cannot be the name of a parameter"]
        "parameter 'p q', doc: 'x'"                          | ["2:11 'p q' cannot be the name of a parameter"]
        "parameter 'x', type: text, fallback: 5"             | ["2:38 'fallback' wants a text, not the number 5"]
        "parameter 'x', type: txt, fallback: 5"              | ["2:22 'type' wants text or number or flag or size or duration or list or map or any, not 'txt'"]
        "exec 'a'"                                           | ["2:1 'exec' cannot be said in a role"]
        "tasks { serial 2 }"                                 | ["2:9 'serial' cannot be said in the tasks of a role"]
        "tasks 'a'"                                          | ["2:1 'tasks' takes a block with tasks"]
    }

    private Loaded load(String text, Map<String, String> files = [:]) {
        files.each { name, content -> write(name, content) }
        new Loaded(dir, text)
    }

    private List<String> wrong(String text, Map<String, String> files) {
        try {
            load(text, files)
            return []
        } catch (PlaybookException e) {
            return e.diagnostics().collect { "${it.at().file().replace("$dir/", '')}:${it.at().line()}:${it.at().column()} ${it.message().replace("$dir/", '')}" as String }
        }
    }

    private void write(String name, String text) {
        Path file = dir.resolve(name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }
}
