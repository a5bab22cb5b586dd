package io.berth.cli

import io.berth.diag.Diagnostics
import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.inventory.Decryption
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What -e gives. */
class GivenVariablesSpec extends Specification {

    @TempDir Path dir

    def "texts, files and JSON, later ones over earlier, with their types"() {
        given:
        def yml = Files.writeString(dir.resolve('v.yml'), 'a: 1\nb: yes\nc: [x, 2]\nd: {e: ~}\n')
        def json = Files.writeString(dir.resolve('v.json'), '{"a": 2.5, "f": "t"}')

        when:
        def kept = GivenVariables.kept(['a=text=with=signs', "@$yml".toString(), '{"b": false, "g": 7}', "@$json".toString(), 'f=last', 'h='])
        def given = GivenVariables.read(kept, Decryption.none(), new Diagnostics())

        then:
        given.values() == [a: 2.5, b: false, c: ['x', 2], d: [e: null], g: 7, f: 'last', h: '']
        given.unasked() == ['a', 'c', 'd'] as Set
        kept.keySet() as List == ['a', "@$yml".toString(), 'b', 'g', "@$json".toString(), 'f', 'h']
    }

    def "an encrypted file is read again by a resume, and nothing of it is kept"() {
        given:
        def file = Files.writeString(dir.resolve('v.yml'), '$ANSIBLE_VAULT;1.1;AES256\n3030\n')

        when:
        def kept = GivenVariables.kept(["@$file".toString()])
        def given = GivenVariables.read(kept, { 'password: hunter2\n' }, new Diagnostics())

        then:
        kept == [("@$file".toString()): '']
        given.values().password.text() == 'hunter2'
        !given.toString().contains('hunter2')
    }

    def "in a run, -e of a file wins over the inventory, and playbooks see its types"() {
        given:
        Files.writeString(dir.resolve('hosts'), 'h x=1 y=1\n')
        def vars = Files.writeString(dir.resolve('v.yml'), 'x: 2\nworkers: 3\nunknown: 1\n')
        def book = Files.writeString(dir.resolve('book.groovy'), '''\
            variables workers: 1
            hosts { group 'g', 'h' }
            play('p') { on 'g'; workers.times { exec 'echo', "n${it}" } }
            '''.stripIndent())

        when:
        def site = Site.load(Event.Request.of(book.toString(), [dir.resolve('hosts').toString()], GivenVariables.kept(["@$vars".toString()]), '', 1), Secrecy.masked(new Redaction()))

        then:
        site.graph().ids() == ['exec:echo n0@h', 'exec:echo n1@h', 'exec:echo n2@h'] as Set
        site.playbook().host('h').vars().with { [it.x, it.y, it.workers] } == [2, 1, 3]
    }
}
