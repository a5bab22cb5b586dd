package io.berth.transport

import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Host
import spock.lang.Specification

import java.time.Duration

class FakeTransportSpec extends Specification {

    def fake = new FakeTransport().host('box') { new Answer(0, '', "ran ${it.argv()[0]}\nend\n", 'err\n', Duration.ZERO) }

    static Host host(String name, Host.Connection connection = Host.Connection.SSH) {
        new Host(name, '', 0, '', '', '', connection, Optional.empty(), [:], null)
    }

    def "it answers by its script and remembers what was run"() {
        given:
        def session = fake.session(host('box'))
        def lines = []

        expect:
        session.run(Command.of('a')).out() == 'ran a\nend\n'
        session.runAll([Command.of('b'), Command.of('c')])*.out() == ['ran b\nend\n', 'ran c\nend\n']
        session.stream(Command.of('d'), { lines << "out $it" }, { lines << "err $it" }).ok()
        lines == ['out ran d', 'out end', 'err err']
        fake.commands('box')*.argv() == [['a'], ['b'], ['c'], ['d']]
    }

    def "files are put and got"() {
        given:
        def session = fake.session(host('box'))
        def back = new ByteArrayOutputStream()

        when:
        session.put(new ByteArrayInputStream('text'.bytes), '/etc/file', 0644)
        session.get('/etc/file', back)

        then:
        back.toString() == 'text'
        new String(fake.files('box')['/etc/file']) == 'text'

        when:
        session.get('/etc/other', back)

        then:
        thrown(IOException)
    }

    def "a lost host is unreachable for all, until it is found"() {
        given:
        def session = fake.session(host('box'))
        fake.lose('box')

        when:
        session.run(Command.of('a'))

        then:
        thrown(Unreachable)

        when:
        fake.session(host('box'))

        then:
        thrown(Unreachable)

        when:
        fake.find('box')

        then:
        session.run(Command.of('b')).ok()
        fake.commands('box')*.argv() == [['b']]
    }

    def "a host can be lost while a command runs"() {
        given:
        fake.host('box') { fake.lose('box'); new Answer(0, '', '', '', Duration.ZERO) }

        when:
        fake.session(host('box')).run(Command.of('a'))

        then:
        thrown(Unreachable)
    }

    def "each host goes its way"() {
        given:
        def other = new FakeTransport().host('here') { new Answer(0, '', 'local', '', Duration.ZERO) }
        def routed = new RoutedTransport([(Host.Connection.SSH): fake, (Host.Connection.LOCAL): other])

        expect:
        routed.session(host('box')).run(Command.of('a')).ok()
        routed.session(host('here', Host.Connection.LOCAL)).run(Command.of('a')).out() == 'local'

        when:
        new RoutedTransport([(Host.Connection.SSH): fake]).session(host('here', Host.Connection.LOCAL))

        then:
        thrown(Unreachable)
    }
}
