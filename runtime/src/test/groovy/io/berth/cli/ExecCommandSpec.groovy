package io.berth.cli

import io.berth.script.PlaybookLoader
import io.berth.task.BuiltinTasks
import io.berth.model.InventorySource
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class ExecCommandSpec extends Specification {

    @TempDir Path dir

    private AdHoc command(List<String> words) { new AdHoc(Optional.empty(), words, Duration.ofSeconds(60), Optional.empty(), [:], Optional.empty()) }

    def "every word reaches the playbook as it is"() {
        given:
        def words = ['printf', "it's", '\\', 'a\nb', '$HOME ${x}', '"', "\'; rm -rf /'", 'ü€😀', '\t\u0001', '-n', '']
        def inventory = Files.writeString(dir.resolve('hosts.groovy'), "hosts { host 'h', connection: local }")

        when:
        def file = command(words).playbook(dir)
        def loaded = new PlaybookLoader(BuiltinTasks.all()).load([new InventorySource.GroovyFile(inventory)], file, [:])

        then:
        loaded.plays()[0].tasks()[0].parameters().argv() == words
        loaded.plays()[0].tasks()[0].options().timeout() == Duration.ofSeconds(60)
    }

    def "the same command is the same playbook, which only its user can read"() {
        expect:
        command(['uname', '-r']).playbook(dir) == command(['uname', '-r']).playbook(dir)
        command(['uname', '-r']).playbook(dir) != command(['uname']).playbook(dir)
        Files.getPosixFilePermissions(command(['uname']).playbook(dir).parent)*.name().every { it.startsWith('OWNER') }
        command(['/usr/bin/uname']).playbook(dir).fileName.toString() ==~ /uname-[0-9a-f]{16}\.groovy/
    }

    def "all that can be said of a command is said to its task"() {
        given:
        def script = Files.writeString(dir.resolve('check.sh'), '#!/bin/sh\n')
        def inventory = Files.writeString(dir.resolve('hosts.groovy'), "hosts { host 'h', connection: local }")
        def adHoc = new AdHoc(Optional.of(script), ['a b', '-x'], Duration.ofSeconds(5), Optional.of('postgres'), [LANG: 'C'], Optional.of('/srv'))

        when:
        def loaded = new PlaybookLoader(BuiltinTasks.all()).load([new InventorySource.GroovyFile(inventory)], adHoc.playbook(dir), [:])

        then:
        with(loaded.plays()[0].tasks()[0]) {
            [word(), parameters().file(), parameters().arguments()] == ['script', script.toString(), ['a b', '-x']]
            [options().timeout(), options().become().get().user(), options().environment(), options().directory()] ==
                    [Duration.ofSeconds(5), 'postgres', [LANG: 'C'], '/srv']
        }
    }
}
