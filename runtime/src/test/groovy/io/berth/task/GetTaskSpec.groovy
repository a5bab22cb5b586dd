package io.berth.task

import com.sun.net.httpserver.HttpServer
import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** From a server on loopback. */
class GetTaskSpec extends Specification {

    static final CONTENT = 'some content\n'
    static final SUM = 'sha256:' + Content.digest(CONTENT.bytes)

    @TempDir Path dir
    @AutoCleanup OnHost host = new OnHost()
    @AutoCleanup('stop') Server server = new Server()
    def get = new GetTask()

    /** Answers with the content to whoever has the right header. */
    static class Server {
        final HttpServer http = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
        final List<String> asked = [].asSynchronized()

        Server() {
            http.createContext('/') { exchange ->
                asked << exchange.requestURI.toString()
                def path = exchange.requestURI.path
                boolean allowed = !path.startsWith('/secret') || exchange.requestHeaders.getFirst('Authorization') == 'Bearer $(x) "y"'
                if (path == '/moved') {
                    exchange.responseHeaders.set('Location', '/file')
                    exchange.sendResponseHeaders(302, -1)
                } else if (path == '/away') {
                    exchange.responseHeaders.set('Location', 'file:///etc/hostname')
                    exchange.sendResponseHeaders(302, -1)
                } else if (!allowed || path == '/none') {
                    exchange.sendResponseHeaders(404, -1)
                } else {
                    exchange.sendResponseHeaders(200, CONTENT.length())
                    exchange.responseBody << CONTENT
                }
                exchange.close()
            }
            http.start()
        }

        String url(String path) { "http://127.0.0.1:${http.address.port}$path" }

        void stop() { http.stop(0) }
    }

    def "a file is got once, and again when it is another"() {
        expect:
        host.apply(get, url: server.url('/file?x=1'), to: "$dir/", checksum: SUM, mode: '0755', owner: 'daemon').kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('file')) == CONTENT
        OnHost.run('stat', '-c', '%a %U', dir.resolve('file')) == '755 daemon'
        host.apply(get, url: server.url('/file'), to: "$dir/file", checksum: SUM.toUpperCase().replace('SHA', 'sha'), mode: '0700').summary() == 'mode 0755 -> 0700'
        server.asked == ['/file?x=1']

        when:
        Files.writeString(dir.resolve('file'), 'other')

        then:
        host.apply(get, url: server.url('/moved'), to: "$dir/file", checksum: SUM).kind() == Change.Kind.UPDATE
        Files.readString(dir.resolve('file')) == CONTENT
        OnHost.run('stat', '-c', '%a %U', dir.resolve('file')) == '700 daemon'
        dir.toFile().list().toList() == ['file']
    }

    def "without a checksum it is got only if there is none"() {
        given:
        Files.writeString(dir.resolve('there'), 'x')

        expect:
        host.plan(get, url: server.url('/file'), to: "$dir/there", checksum: 'none').kind() == Change.Kind.NONE
        host.apply(get, url: server.url('/file'), to: "$dir/new", checksum: 'none').kind() == Change.Kind.CREATE
        host.apply(get, url: "file://$dir/there", to: "$dir/copied", checksum: 'none').kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('copied')) == 'x'
    }

    def "a header goes to the server, and is not seen among the processes"() {
        expect:
        host.apply(get, url: server.url('/secret'), to: "$dir/x", checksum: SUM, headers: [Authorization: 'Bearer $(x) "y"']).kind() == Change.Kind.CREATE
        new Download(server.url('/secret'), SUM, [Authorization: 'hidden']).with { download ->
            def commands = []
            try {
                download.to([stream: { command, out -> commands << command; throw new IOException('enough') }] as io.berth.api.Hands, '/x')
            } catch (IOException ignored) {
            }
            commands.every { !it.argv().toString().contains('hidden') && it.input().text() == 'Authorization: hidden\n' }
        }
    }

    def "what cannot be got, or is another, leaves the old file and nothing else: #path"() {
        given:
        Files.writeString(dir.resolve('file'), 'old')

        when:
        host.apply(get, url: path.startsWith('file:') ? path : server.url(path), to: "$dir/file", checksum: checksum)

        then:
        CommandFailure e = thrown()
        e.answer().err().contains(said)
        Files.readString(dir.resolve('file')) == 'old'
        dir.toFile().list().toList() == ['file']

        where:
        path                  | checksum              | said
        '/none'               | SUM                   | '404'
        '/file'               | 'sha256:' + '0' * 64  | 'what came has SHA-256 ' + SUM.substring(7)
        '/away'               | SUM                   | 'Protocol "file"'
        'file:///no/such'     | SUM                   | "Couldn't open file"
    }

    def "with wget alone as well"() {
        given:
        def only = Files.createDirectory(dir.resolve('bin'))
        ['wget', 'sha256sum', 'rm'].each { Files.createSymbolicLink(only.resolve(it), Path.of("/usr/bin/$it")) }
        def script = Download.DOWNLOAD.with(server.url('/moved'), "$dir/x", SUM.substring(7), '').with(PATH: only.toString())
        def words = ['env', "PATH=$only".toString()] + script.argv()

        expect:
        host.session().run(io.berth.model.Command.of(words)).with { assert it.ok(): it.err(); true }
        Files.readString(dir.resolve('x')) == CONTENT
    }

    def "#parameters cannot be: #message"() {
        expect:
        host.check(get, [to: '/x', checksum: 'none'] + parameters) == [message]

        where:
        parameters                                                   | message
        [url: 'ftp://x/y']                                           | "'ftp://x/y' does not begin with http:, https: or file:"
        [url: '-o /etc/passwd']                                      | "'-o /etc/passwd' is no URL: Illegal character in path"
        [url: 'https://me:word@x/y']                                 | 'a URL with a password in it can be seen by all users of the host'
        [url: 'http://x/y', checksum: 'md5:0']                       | "'md5:0' is no checksum"
        [url: 'http://x/y', headers: [a: 'b\nc: d']]                 | "'a' cannot be a header"
    }
}
