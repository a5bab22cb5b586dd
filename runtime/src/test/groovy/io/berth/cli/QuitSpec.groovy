package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A run that is asked who waits for what. */
class QuitSpec extends Specification {

    @TempDir Path dir

    def "the stacks that the JVM writes tell, however they come; what its compilers write does not"() {
        given:
        Path file = Files.writeString(dir.resolve('vm.log'), 'Full thread dump of before\n')
        System.setProperty('berth.quit', file.toString())
        OutputStream log = Files.newOutputStream(file, StandardOpenOption.APPEND)
        Quit.watch()

        expect:
        !Files.exists(file)
        [null, "<dependency_failed type='leaf_type'/>\n", '2026-11-23 03:50:07\nFull thr', 'ead dump OpenJDK 64-Bit Server VM', ':\n"main" #1\n', '\nFull thread dump'].collect {
            log.write((it ?: '').bytes)
            Quit.seen()
        } == [false, false, false, true, false, true]

        cleanup:
        log?.close()
        System.clearProperty('berth.quit')
    }

    def "SIGQUIT has a run tell what runs and what waits for it, and one that nobody asks tells nothing"() {
        given:
        Path book = Files.writeString(dir.resolve('book.groovy'), """\
            hosts { host 'here', connection: 'local' }
            play('p') {
                on 'here'
                shell 'n=0; until [ -e ${dir}/go ] || [ \$n -gt 600 ]; do sleep 0.1; n=\$((n + 1)); done', title: 'gate'
                pause 1.second
            }
            """.stripIndent())
        ProcessBuilder berth = new ProcessBuilder(Path.of('../berth').toRealPath().toString(), 'run', book.toString(), '-o', 'plain').redirectErrorStream(true)
        ['STATE', 'CACHE'].each { berth.environment().put("XDG_${it}_HOME".toString(), dir.resolve(it).toString()) }
        Process run = berth.redirectOutput(dir.resolve('said').toFile()).start()
        Closure<String> said = { Files.readString(dir.resolve('said')) }

        when:
        if (asked) {
            until { said().contains('2 tasks on 1 host') && Files.walk(dir.resolve('STATE')).any { it.fileName.toString() == 'journal.jsonl' && Files.readString(it).contains('taskStarted') } }
            new ProcessBuilder('kill', '-QUIT', run.pid().toString()).start().waitFor()
            until { said().contains('note:') }
        }
        Files.createFile(dir.resolve('go'))

        then:
        run.waitFor(60, TimeUnit.SECONDS)
        run.exitValue() == 0
        said().readLines().findAll { it.startsWith('note:') }.collect { it.replaceAll(' for [0-9.]+ s', ' for a while') } == notes

        cleanup:
        run?.destroyForcibly()

        where:
        asked || notes
        true  || ['note: 1 task running, 1 waiting', 'note:   running  gate on here for a while', 'note:   waits    pause 1 s for gate, which runs on here']
        false || []
    }

    private static void until(Closure<Boolean> there) {
        new PollingConditions(timeout: 60, delay: 0.05).eventually { assert there() }
    }
}
