package io.berth.task

import io.berth.model.Command
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path

/** Looking at paths of this machine, by the shells that hosts have. */
class SeenPathSpec extends Specification {

    @TempDir Path dir

    private List<Command> looks() {
        ['plain', '-dash', "it's", '"', '$(touch pwned)', 'back\\slash', 'two\nlines', '\n', 'größe ☃', '*', ' '].each { Files.writeString(dir.resolve(it), "in $it") }
        Files.createDirectory(dir.resolve('directory'))
        Files.createSymbolicLink(dir.resolve('link'), Path.of('plain'))
        Files.createSymbolicLink(dir.resolve('odd link'), Path.of('a\n\nb\n'))
        Files.createSymbolicLink(dir.resolve('other link'), Path.of('\nx'))
        def names = Files.list(dir).withCloseable { it.map { "$it".toString() }.sorted().toList() } + ["$dir/missing".toString(), "$dir/plain/missing".toString(), '/dev/null', '/']
        names.collectMany { path ->
            [SeenPath.look(path), SeenPath.look(path, '*', '', 0, false), SeenPath.look(path, '8', '', 1 << 20, false),
             SeenPath.look(path, '*', Content.digest('in plain'.bytes), 1 << 20, path.endsWith('/link') || path.endsWith('plain'))]
        }
    }

    private static Command together(List<Command> looks) {
        looks[0].asked(looks.collectMany { it.asked() })
    }

    private static String run(Command command, List<String> shell, Map<String, String> environment = [:]) {
        def builder = new ProcessBuilder(shell + command.argv().drop(1))
        builder.environment().putAll([LC_ALL: 'C.UTF-8'] + environment)
        def process = builder.redirectErrorStream(true).start()
        process.outputStream.close()
        def text = new String(process.inputStream.readAllBytes(), StandardCharsets.UTF_8)
        assert process.waitFor() == 0: text
        text
    }

    def "many paths are seen by one command as each is alone, by #shell"() {
        given:
        def looks = looks()

        expect:
        run(together(looks), shell).split('\0', -1).toList() == looks.collect { run(it, ['sh']) }
        !Files.exists(dir.resolve('pwned'))

        where:
        shell << [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']]
    }

    def "however many paths there are, three programs look at them"() {
        given:
        def log = dir.resolve('log')
        def programs = Files.createDirectory(dir.resolve('bin'))
        ['stat', 'sha256sum', 'readlink', 'base64'].each {
            Files.writeString(programs.resolve(it), "#!/bin/sh\necho $it >>'$log'\nexec /usr/bin/$it \"\$@\"\n").toFile().executable = true
        }
        def paths = (1..100).collectMany { n ->
            [Files.writeString(dir.resolve("file-$n"), "text $n"), Files.createSymbolicLink(dir.resolve("link-$n"), Path.of("file-$n"))]*.toString()
        }
        def looks = paths.collect { SeenPath.look(it, '*', '', 0, false) }

        when:
        def seen = run(together(looks), ['sh'], [PATH: "$programs:/usr/bin:/bin".toString()])

        then:
        seen.count('\0') == 199
        Files.readAllLines(log) == ['stat', 'sha256sum', 'readlink']
    }

    def "a large file's digest is taken by openssl, where there is one: #program"() {
        given: 'one of 10 MB beside small ones'
        def log = dir.resolve('log')
        def programs = Files.createDirectory(dir.resolve('bin'))
        tools.each {
            Files.writeString(programs.resolve(it), "#!/bin/sh\n${it in ['openssl', 'sha256sum'] ? "echo $it >>'$log'" : ''}\nexec /usr/bin/$it \"\$@\"\n").toFile().executable = true
        }
        def files = ['back\\slash', '-dash', 'large', 'größe ☃'].collect { Files.write(dir.resolve(it), it == 'large' ? new byte[10_000_000] : it.bytes) }

        when:
        def seen = run(together(files.collect { SeenPath.look("$it", '*', '', 0, false) }), ['/usr/bin/sh'], [PATH: "$programs".toString()]).split('\0', -1)

        then:
        seen*.readLines()*.get(2) == files.collect { Content.of(it).digest() }
        Files.readAllLines(log) == [program]

        where:
        program     | tools
        'openssl'   | ['stat', 'readlink', 'sha256sum', 'openssl']
        'sha256sum' | ['stat', 'readlink', 'sha256sum']
    }

    def "of #bytes bytes, with #wanted wanted, a digest is #taken"() {
        given:
        def file = Files.write(dir.resolve('x'), new byte[bytes])

        expect:
        run(SeenPath.look("$file", wanted, '', 0, false), ['sh']).readLines()[2] == (taken == 'taken' ? Content.of(file).digest() : '')

        where:
        bytes      | wanted       || taken
        100        | ''           || 'not taken'
        100        | '*'          || 'taken'
        100        | '100'        || 'taken'
        100        | '10'         || 'not taken'
        100        | '*10'        || 'taken'
        100        | '*-'         || 'taken'
        9_999_999  | '*-'         || 'taken'
        10_000_000 | '*-'         || 'not taken'
        10_000_000 | '*100'       || 'not taken'
        10_000_000 | '*10000000'  || 'taken'
        10_000_000 | '10000000'   || 'taken'
        10_000_000 | '*'          || 'taken'
    }
}
