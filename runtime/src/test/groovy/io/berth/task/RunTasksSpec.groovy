package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** Programs and waiting, on this machine: nothing but a temporary directory is touched. */
class RunTasksSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host = new OnHost(facts: [cpus: 2])

    def "a shell text runs as it is, with what it reads"() {
        expect:
        host.apply([text: 'read -r a; echo "$a" | tr a-z A-Z; x="b  c"; echo "$x"', input: 'it\n'], new ShellTask()).kind() == Change.Kind.ACT
        host.said == ['IT', 'b  c']
        host.apply([text: 'echo ${BASH_VERSION%%.*} >' + dir.resolve('v'), executable: '/bin/bash'], new ShellTask())
        Files.readString(dir.resolve('v')) ==~ /\d+\n/
    }

    def "a #type that makes or removes a file runs only while there is need"() {
        given:
        def file = dir.resolve('file')
        def script = Files.writeString(dir.resolve('script'), '#!/bin/sh\n[ -e "$1" ] && rm "$1" || touch "$1"\n')
        def values = type == 'shell' ? [text: "[ -e '$file' ] && rm '$file' || touch '$file'"] : [file: "$script", arguments: ["$file"]]
        def task = type == 'shell' ? new ShellTask() : new ScriptTask()

        expect:
        host.apply(values + [creates: "$file"], task).kind() == Change.Kind.CREATE
        host.apply(values + [creates: "$file"], task).kind() == Change.Kind.NONE
        host.apply(values + [removes: "$file"], task).kind() == Change.Kind.DELETE
        host.apply(values + [removes: "$file"], task).kind() == Change.Kind.NONE

        where:
        type << ['shell', 'script']
    }

    def "a script of the controller runs with its arguments as they are, and is gone afterwards"() {
        given:
        Files.writeString(dir.resolve('site.groovy'), '')
        Files.writeString(dir.resolve('say'), 'printf "<%s>" "$@"; echo; dirname "$0" >"$1"; cat; exit 3\n')
        host = new OnHost(file: dir.resolve('site.groovy'))

        when:
        host.apply([file: 'say', interpreter: 'sh', arguments: [dir.resolve('where').toString(), '$HOME', "it's", '-x', '']], new ScriptTask())

        then:
        CommandFailure e = thrown()
        e.message.contains('status 3')
        host.said == ["<${dir.resolve('where')}><\$HOME><it's><-x><>".toString()]
        !Files.exists(Path.of(Files.readString(dir.resolve('where')).strip()))

        expect:
        host.check(new ScriptTask(), [file: 'nowhere']) == ["the script 'nowhere' cannot be read"]
    }

    def "waiting for what is so costs nothing: #what"() {
        given:
        Files.writeString(dir.resolve('log'), 'first\nit is ready (now)\n')
        def open = new ServerSocket(0, 1, InetAddress.loopbackAddress)
        def closed = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }

        expect:
        host.apply(values(dir, open.localPort, closed), new WaitTask()).kind() == Change.Kind.NONE

        cleanup:
        open.close()

        where:
        what       | values
        'open'     | { d, o, c -> [port: o] }
        'closed'   | { d, o, c -> [port: c, state: 'gone'] }
        'drained'  | { d, o, c -> [port: o, state: 'drained'] }
        'there'    | { d, o, c -> [file: "$d/log"] }
        'gone'     | { d, o, c -> [file: "$d/other", state: 'gone'] }
        'text'     | { d, o, c -> [file: "$d/log", text: 'ready (now)'] }
        'matches'  | { d, o, c -> [file: "$d/log", matches: '^it .*\\)$'] }
        'no text'  | { d, o, c -> [file: "$d/log", text: 'error', state: 'gone'] }
    }

    def "waiting ends when it becomes so: #what"() {
        given:
        def port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
        def values = wanted(dir, port) + [every: Duration.ofMillis(100)]
        if (before) {
            before(dir)
        }
        def change = host.plan(values, new WaitTask())
        def waiting = Thread.start { host.perform(change) }
        def made = happens(dir, port)

        when:
        waiting.join()

        then:
        change.kind() == Change.Kind.LOOK

        cleanup:
        made?.close()

        where:
        what              | before                                        | wanted                                                    | happens
        'port'            | null                                          | { d, p -> [port: p] }                               | { d, p -> new ServerSocket(p, 1, InetAddress.loopbackAddress) }
        'from controller' | null                                          | { d, p -> [port: p, address: '127.0.0.1', from: 'controller'] } | { d, p -> new ServerSocket(p, 1, InetAddress.loopbackAddress) }
        'file'            | null                                          | { d, p -> [file: "$d/made"] }                          | { d, p -> Files.writeString(d.resolve('made'), ''); null }
        'gone'            | { d -> Files.writeString(d.resolve('x'), '') } | { d, p -> [file: "$d/x", state: 'gone'] }              | { d, p -> Files.delete(d.resolve('x')); null }
        'command'         | null                                          | { d, p -> [command: ['test', '-e', "$d/made"]] }       | { d, p -> Files.writeString(d.resolve('made'), ''); null }
    }

    def "only what is written from now on counts"() {
        given:
        def log = Files.writeString(dir.resolve('log'), 'ready\n')

        when:
        host.apply([file: "$log", text: 'ready', fresh: true, within: Duration.ofSeconds(1), every: Duration.ofMillis(100)], new WaitTask())

        then:
        TaskFailure e = thrown()
        e.message ==~ /'ready' in .* is not there after 1 s/

        when: 'it is written again and again'
        def writer = new ProcessBuilder('sh', '-c', 'while :; do echo ready >>"$1"; sleep 0.1; done', 'sh', "$log").start()
        host.apply([file: "$log", text: 'ready', fresh: true, within: Duration.ofSeconds(20), every: Duration.ofMillis(100)], new WaitTask())

        then:
        noExceptionThrown()

        cleanup:
        writer?.destroy()
    }

    def "the run's own tasks show, require, fail and tell facts"() {
        expect:
        host.apply([message: ['one', 'two\nthree'], values: [a: [1, [b: 'c', d: [:]]]]], new DebugTask()).kind() == Change.Kind.LOOK
        host.said == ['one', 'two', 'three', 'a = [1, [b: c, d: [:]]]']
        host.apply([that: true], new RequireTask()).kind() == Change.Kind.NONE
        host.apply([:], new PingTask()).summary() == 'pong'
        new FactsTask().wantsFacts(new FactsTask.Facts(), null)
        host.apply([:], new FactsTask()).data() == [cpus: 2]
        host.apply([time: Duration.ofMillis(1)], new PauseTask()).kind() == Change.Kind.LOOK

        when:
        host.apply([that: false, message: 'two at least'], new RequireTask())

        then:
        TaskFailure e = thrown()
        e.message == 'two at least'

        when:
        host.apply([message: 'no'], new FailTask())

        then:
        TaskFailure failed = thrown()
        failed.message == 'no'
    }

    def "what makes no sense is said before: #values"() {
        expect:
        !host.check(new WaitTask(), values).empty

        where:
        values << [[:], [port: 1, file: '/x'], [port: 70000], [text: 'x'], [file: '/x', text: 'a', matches: 'b'], [file: '/x', state: 'drained'],
                   [file: '/x', from: 'controller'], [port: 1, address: '-x'], [port: 1, every: Duration.ZERO], [command: ['-x']], [file: 'relative']]
    }
}
