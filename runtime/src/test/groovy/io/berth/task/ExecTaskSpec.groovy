package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ExecTaskSpec extends Specification {

    @TempDir
    Path dir

    OneTask host = new OneTask(Sample.scope(), Shell.&local)

    def "arguments reach the program as they are, each time"() {
        when:
        Change change = host.apply(new ExecTask(), new ExecTask.Exec(['printf', '%s\\n', '$HOME; `id`', "a 'b'"], '', '', ''))

        then:
        change.kind() == Change.Kind.ACT
        host.said == ['$HOME; `id`', "a 'b'"]
    }

    def "a command that makes a file runs only while that is not there"() {
        given:
        def exec = new ExecTask.Exec(['touch', "$dir/made".toString()], "$dir/made".toString(), '', '')

        expect:
        host.apply(new ExecTask(), exec).kind() == Change.Kind.CREATE
        Files.exists(dir.resolve('made'))
        host.apply(new ExecTask(), exec).kind() == Change.Kind.NONE
    }

    def "a command that fails is told with its status"() {
        when:
        host.apply(new ExecTask(), new ExecTask.Exec(['sh', '-c', 'exit 3'], '', '', ''))

        then:
        CommandFailure e = thrown()
        e.message == 'sh ended with status 3'
        e.answer().status() == 3
    }
}
