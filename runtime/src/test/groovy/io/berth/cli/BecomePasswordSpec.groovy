package io.berth.cli

import io.berth.diag.SourceRange
import io.berth.event.Redaction
import io.berth.model.Become
import io.berth.model.Host
import io.berth.model.Secret
import io.berth.transport.Session
import io.berth.transport.Transport
import java.nio.file.Files
import java.nio.file.Path
import picocli.CommandLine
import spock.lang.Specification
import spock.lang.TempDir

class BecomePasswordSpec extends Specification {

    @TempDir Path dir
    Host host = new Host('h', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], SourceRange.NONE)
    Redaction redaction = new Redaction()
    List<Optional<Become>> asked = []
    Transport hosts = new Transport() {
        @Override
        Session session(Host of, Optional<Become> become) {
            asked << become
            null
        }

        @Override
        void close() { }
    }

    def "who becomes another user without a password of its own gets the caller's, and none of them is told"() {
        given:
        def transport = new BecomePassword(hosts, new Secret('become password', 'from the caller'), redaction)

        when:
        transport.session(host)
        transport.session(host, Optional.of(Become.root(Become.Method.SU)))
        transport.session(host, Optional.of(new Become(Become.Method.SUDO, 'x', new Secret('', 'of the host'))))

        then:
        asked.collect { it.map { become -> [become.method(), become.user(), become.password().text()] }.orElse(null) } == [
                null, [Become.Method.SU, 'root', 'from the caller'], [Become.Method.SUDO, 'x', 'of the host']]
        redaction.of('from the caller, of the host') == '‹secret become password›, ‹secret become password›'
    }

    def "without one nothing is added"() {
        when:
        new BecomePassword(hosts, Secret.NONE, redaction).session(host, Optional.of(Become.root(Become.Method.SUDO)))

        then:
        asked == [Optional.of(Become.root(Become.Method.SUDO))]
    }

    def "it is read from a file, or asked for at a terminal that must be there"() {
        given:
        def options = new BecomeOptions()
        Files.writeString(dir.resolve('password'), 'sesame\n')

        when:
        new CommandLine(options).parseArgs('--become-password-file', dir.resolve('password').toString())

        then:
        options.password().text() == 'sesame'

        when:
        def missing = new BecomeOptions()
        new CommandLine(missing).parseArgs(words as String[])
        missing.password()

        then:
        def error = thrown(Usage)
        error.message.contains(says)

        where:
        words                                      || says
        ['--become-password-file', '/not/there']   || 'not there or cannot be read'
        ['-K']                                     || 'no terminal to ask at'
    }
}
