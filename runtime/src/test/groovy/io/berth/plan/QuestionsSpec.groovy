package io.berth.plan

import io.berth.fixture.OnHost
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.transport.FakeTransport
import io.berth.transport.LocalTransport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

class QuestionsSpec extends Specification {

    @AutoCleanup LocalTransport local = new LocalTransport(Duration.ofSeconds(2))
    @TempDir Path dir

    FakeTransport played = new FakeTransport().host('host', { Command asked -> answer(asked) })
    String refused = 'nothing'

    /** A host that answers to  size NAME...  with the length of each name, and else with what it was asked. */
    private Answer answer(Command asked) {
        boolean broken = asked.argv().contains(refused)
        def names = asked.argv().drop(1)
        new Answer(broken ? 1 : 0, '', asked.argv()[0] == 'size' ? names*.length().join('\0') : asked.argv().join(' '), broken ? 'refused' : '', Duration.ZERO)
    }

    private List<Answer> ask(List<Command> commands) {
        Questions.ask(played.session(OnHost.local('host')), commands)
    }

    private static Command size(String name) {
        Command.of('size', name).asking(1)
    }

    def "what one command can tell of many is asked by one, the same once, and each gets its own answer"() {
        expect:
        ask([size('a'), Command.of('id'), size('bbb'), size('a'), Command.of('id'), size('cc')])*.out() == ['1', 'id', '3', '1', 'id', '2']
        played.trips('host') == [['size a bbb cc', 'id']]
    }

    def "a question that is alone is asked as it is, and nothing is asked for nothing"() {
        expect:
        ask([size('abc')])*.out() == ['3']
        ask([]) == []
        played.commands('host') == [size('abc')]
    }

    def "where a shared command fails, each is asked by itself, and only whose it is gets the failure"() {
        given:
        refused = 'bad'

        expect:
        ask([size('a'), size('bad'), Command.of('id'), size('cc')])*.with { [status(), out(), err()] } ==
            [[0, '1', ''], [1, '3', 'refused'], [0, 'id', ''], [0, '2', '']]
        played.trips('host') == [['size a bad cc', 'id'], ['size a', 'size bad', 'size cc']]
    }

    def "an answer that is not one for each is none"() {
        given:
        played.host('host', { Command asked -> new Answer(0, '', asked.argv().size() > 2 ? 'one\0two\0three' : 'alone', '', Duration.ZERO) })

        expect:
        ask([size('a'), size('b')])*.out() == ['alone', 'alone']
    }

    def "what differs in more than the question is not asked together"() {
        expect:
        ask([size('a'), size('b').in('/tmp'), size('c').within(Duration.ofSeconds(5)), size('d').with(X: 'y')])
        played.trips('host')[0].size() == 4
    }

    def "a command is asked no more than fits into its arguments"() {
        when:
        def answers = ask((1..700).collect { size("name-$it") })
        def long_ = ask((1..40).collect { size("$it-${'x' * 8000}") })

        then:
        answers*.out() == (1..700).collect { "${"name-$it".length()}".toString() }
        long_.size() == 40
        played.trips('host')[0].size() == 3
        played.trips('host')[1].size() > 4
        played.commands('host').every { it.argv()*.length().sum() < 100_000 }
    }

    def "a script is asked for many on a real host, whatever their names are"() {
        given:
        def names = ['plain', '-n', '--', '', ' ', "it's", '"', '$(touch pwned)', '`id`', '\\', 'two\nlines', '\n', 'größe ☃', '*', '%s']
        def session = local.session(OnHost.local('host'))
        def script = Files.writeString(dir.resolve('tell.sh'), 'first=yes\nfor name in "$@"; do\n[ -n "$first" ] || printf "\\0"\nfirst=\nprintf "%s" "$name"\ndone\n')
        def command = { String name -> Command.of('/bin/sh', '-eu', script.toString(), name).asking(1) }

        expect:
        Questions.ask(session, names.collect(command))*.out() == names
    }
}
