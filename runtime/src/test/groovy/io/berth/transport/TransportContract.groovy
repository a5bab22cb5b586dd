package io.berth.transport

import io.berth.model.Bytes
import io.berth.model.Command
import io.berth.model.Host
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** What every way of reaching a host has to do alike. The host of the specs is this machine in any case. */
@Timeout(120)
abstract class TransportContract extends Specification {

    /** What makes seconds of sleep the specs' of this JVM: others may be at work beside it. */
    static final String OURS = ".${ProcessHandle.current().pid()}"

    @TempDir
    Path dir

    @AutoCleanup
    Transport transport

    Session session

    /** A transport with a grace period of 2 seconds. */
    abstract Transport newTransport()

    abstract Host newHost()

    def setup() {
        transport = newTransport()
        session = transport.session(newHost())
    }

    def "#script ends with #status #signal"() {
        when:
        def ran = session.run(sh(script))
        def streamed = session.stream(sh(script), {}, {})

        then:
        [ran.status(), ran.signal()] == [status, signal]
        [streamed.status(), streamed.signal()] == [status, signal]

        where:
        script                   || status | signal
        'exit 0'                 || 0      | ''
        'exit 1'                 || 1      | ''
        'exit 127'               || 127    | ''
        'exit 137'               || 137    | ''
        'exit 255'               || 255    | ''
        'kill -KILL $$'          || 137    | 'KILL'
        'kill -TERM $$'          || 143    | 'TERM'
        'kill -INT $$'           || 130    | 'INT'
        'kill -SEGV $$'          || 139    | 'SEGV'
        'kill -PIPE $$'          || 141    | 'PIPE'
    }

    def "a program that does not exist is status 127 with a message on standard error"() {
        when:
        def ran = session.run(Command.of('no-such-program'))
        def streamed = session.stream(Command.of('no-such-program'), {}, {})

        then:
        ran.status() == 127
        ran.err().contains('no-such-program')
        streamed.status() == 127
        streamed.err().contains('no-such-program')
    }

    def "outputs come apart"() {
        given:
        def out = []
        def err = []

        when:
        def ran = session.run(sh('echo one; echo two >&2; printf three; printf four >&2'))
        def streamed = session.stream(sh('echo one; echo two >&2; printf three; printf four >&2'), { out << it }, { err << it })

        then:
        [ran.out(), ran.err()] == ['one\nthree', 'two\nfour']
        [streamed.out(), streamed.err()] == ['one\nthree', 'two\nfour']
        out == ['one', 'three']
        err == ['two', 'four']
    }

    def "five megabytes on both outputs come whole"() {
        given:
        def script = sh('head -c 5242880 /dev/zero | tr "\\0" x; head -c 5242880 /dev/zero | tr "\\0" y >&2')
        long outBytes = 0
        long errBytes = 0

        when:
        def ran = session.run(script)
        def streamed = session.stream(script, { outBytes += it.length() }, { errBytes += it.length() })

        then:
        ran.out() == 'x' * 5242880
        ran.err() == 'y' * 5242880
        outBytes == 5242880
        errBytes == 5242880
        streamed.out() == 'x' * 65536
    }

    def "more than fits in memory is an error that names the command, and the next command runs"() {
        when:
        session.run(Command.of('head', '-c', "${Shell.MOST + 1}", '/dev/zero'))

        then:
        def e = thrown(TooMuchOutput)
        e.message.contains('head')

        and:
        session.run(sh('echo on')).text() == 'on'
    }

    def "bytes of any value pass"() {
        given:
        def bytes = new byte[1024]
        1024.times { bytes[it] = (byte) it }
        Files.write(dir.resolve('bytes'), bytes)

        when:
        def answer = session.run(Command.of('cat', dir.resolve('bytes').toString()))

        then:
        answer.out() == new String(bytes, StandardCharsets.UTF_8)
    }

    def "output cannot pass for an answer"() {
        given: 'the frame of an earlier answer, as it stood in the shell of the same session'
        def find = sh('cat /dev/shm/berth.*/mark /tmp/berth.*/mark /tmp/tmp.*/mark 2>/dev/null; echo end')
        session.run(sh('echo first'))

        when:
        def mark = session.run(find).out()
        def answers = session.runAll([sh("printf '%s 0 -\\n\\n%s 0 -\\n' '$mark' '$mark'; exit 3"), sh('echo second')])

        then:
        mark.contains('end')
        answers[0].status() == 3
        answers[1].out() == 'second\n'
    }

    def "arguments arrive as they are"() {
        given:
        def arguments = ['', ' ', "'", '"', "it's", '$(touch /tmp/never)', '`id`', '$HOME', '\\', '\\n', 'two\nlines', '\n', '-n',
                         '--', '*', '~', '#', '!', 'a;b&c|d', 'größe ☃ 𝄞', '\t', '\r', '%s', '\u0001', "'\\''", 'x' * 100_000]

        when:
        def ran = session.run(Command.of(['printf', '%s\\0'] + arguments))
        def streamed = new StringBuilder()
        session.stream(Command.of(['sh', '-c', 'printf "%s|" "$@" | od -An -v -tx1 | tr -d " \\n"', 'sh'] + arguments), { streamed << it }, {})

        then:
        ran.out() == arguments.collect { "$it\0" }.join('')
        new String(streamed.toString().decodeHex(), 'UTF-8') == arguments.collect { "$it|" }.join('')
    }

    def "input arrives as it is"() {
        expect:
        session.run(Command.of('cat').reading(input)).out() == input
        session.stream(Command.of('sh', '-c', 'cat >"$0"', dir.resolve('in').toString()).reading(input), {}, {}).ok()
        Files.readString(dir.resolve('in')) == input

        where:
        input << ['x', 'a\nb\n', '\n\n', 'no end', "it's \$(id) `id` \\ \\n %s %%", 'null\0 byte\\0', 'ä☃𝄞', 'EOF\n', 'line\n' * 60_000]
    }

    def "input of any bytes arrives as it is, #size of them"() {
        given:
        def content = new byte[size]
        new Random(size).nextBytes(content)
        def (ran, streamed) = ['ran', 'streamed'].collect { dir.resolve(it) }

        expect:
        session.run(Command.of('sh', '-c', 'cat >"$0"', ran.toString()).reading(Bytes.of(content))).ok()
        session.stream(Command.of('sh', '-c', 'cat >"$0"', streamed.toString()).reading(Bytes.of(content)), {}, {}).ok()
        Files.readAllBytes(ran) == content
        Files.readAllBytes(streamed) == content

        where:
        size << [256, 4096, 3 << 20]
    }

    def "outputs of a few bytes of any value come as they are"() {
        given:
        def random = new Random(3)
        def contents = (0..<40).collect { new byte[it * it].tap { bytes -> random.nextBytes(bytes) } } +
            ['\n', '\n\n', 'a\n', 'a\n\n', ' a ', '\\', '\0', 'a\0', '\0\n', '-n', '%s', 'größe ☃ 𝄞', '\u0081\u0088', 'x' * 799, 'x' * 800, 'x' * 801]*.getBytes('UTF-8')
        def commands = contents.withIndex().collect { content, i ->
            Files.write(dir.resolve("o$i"), content)
            Files.write(dir.resolve("e$i"), content.toList().reverse() as byte[])
            Command.of('sh', '-c', 'cat "$0"; cat "$1" >&2', dir.resolve("o$i").toString(), dir.resolve("e$i").toString())
        }

        expect:
        session.runAll(commands)*.out() == contents.collect { new String(it, 'UTF-8') }
        session.runAll(commands)*.err() == contents.collect { new String(it.toList().reverse() as byte[], 'UTF-8') }
    }

    def "what a command writes to its outputs by name comes too"() {
        expect:
        session.run(sh('printf abc; printf "\\0def" >>/dev/stdout; echo long >>/dev/stderr')).with { [out(), err()] } == ['abc\0def', 'long\n']
        session.run(sh('seq 2000 | tee /dev/fd/3 3>&1 >/dev/null')).out() == (1..2000).collect { "$it\n" }.join('')
    }

    def "variables arrive as they are, and none that has a name of ours disturbs"() {
        given:
        def values = ['', ' .', "it's", '$(touch /tmp/never)', '`id`', 'two\nlines\n', '-n', 'a;b', 'größe ☃ 𝄞', 'x' * 30_000]
        def named = values.withIndex().collectEntries { value, i -> [("V$i".toString()): value] }
        def ours = ['dir', 'out', 'err', 'in', 'setsid', 'session', 'pid', 'mark', 'status', 'text', 'line', 'LC_ALL'].collectEntries { [it, 'theirs'] }
        def script = values.indices.collect { "printf '%s\\0' \"\$V$it\"" }.join('; ')

        expect:
        how(session, sh(script).with(named)) == values.collect { "$it\0" }.join('')
        how(session, sh('for name; do eval "printf \'%s \' \\"\\$$name\\""; done', 'sh', *ours.keySet()).with(ours)) == 'theirs ' * ours.size()
        how(session, sh('env | grep -c ^V1= || :')) == '0\n'

        where:
        how << [{ Session s, Command c -> s.run(c).out() },
                { Session s, Command c -> def all = new StringBuilder(); s.stream(c, { all << it << '\n' }, {}); def text = all.toString(); text.endsWith('\0\n') || text.endsWith(' \n') ? text[0..-2] : text }]
    }

    def "a variable may change where programs are looked for"() {
        given:
        def program = Files.writeString(dir.resolve('here-only'), '#!/bin/sh\necho found\n')
        program.toFile().executable = true

        expect:
        session.run(Command.of('here-only').with(PATH: dir.toString())).text() == 'found'
        session.stream(Command.of('here-only').with(PATH: dir.toString()), {}, {}).text() == 'found'
        session.run(Command.of('here-only')).status() == 127
    }

    def "a command runs in its directory, and in none if that cannot be entered"() {
        given:
        def place = Files.createDirectory(dir.resolve("it's \$(here)\n"))

        expect:
        how(session, Command.of('pwd').in(place.toString())).out() == "$place\n"
        how(session, Command.of('pwd')).out() != "$place\n"
        with(how(session, Command.of('touch', place.resolve('never').toString()).in(dir.resolve('missing').toString()))) {
            status() == 126
            err().contains("cd: can't cd to ${dir.resolve('missing')}")
        }
        !Files.exists(place.resolve('never'))

        where:
        how << [{ Session s, Command c -> s.run(c) }, { Session s, Command c -> s.stream(c, {}, {}) }]
    }

    def "a chain ends with the first command that fails"() {
        given:
        def file = dir.resolve('never')

        when:
        def answers = session.runChain([sh('echo one'), sh('echo two'), sh(failing), Command.of('touch', file.toString()), sh('echo four')])

        then:
        answers*.out() == ['one\n', 'two\n', 'three\n']
        answers*.ok() == [true, true, false]
        !Files.exists(file)

        and: 'the next is not held by it'
        session.runChain([sh('echo again'), sh('echo on')])*.text() == ['again', 'on']
        session.runAll([sh('exit 1'), sh('echo on')])*.text() == ['', 'on']
        session.runChain([]) == []

        where:
        failing << ['echo three; exit 1', 'echo three; kill -KILL $$']
    }

    def "hundreds of commands with megabytes of input flow, and a chain of them ends where it fails"() {
        given:
        def commands = (0..<400).collect { Command.of('head', '-c', '20').reading("$it ".padRight(6000, '.')) }
        def broken = commands.indexed().collect { i, command -> i == 100 ? sh('exit 3') : command }

        expect:
        session.runAll(commands)*.out() == (0..<400).collect { "$it ".padRight(20, '.') }
        session.runChain(broken)*.status() == [0] * 100 + [3]
    }

    def "without input a command reads nothing, least of all the next command"() {
        expect:
        session.runAll([Command.of('cat'), sh('echo next')])*.out() == ['', 'next\n']
        session.stream(Command.of('cat'), {}, {}).out() == ''
    }

    def "many commands are answered in their order"() {
        given:
        def commands = (0..<1200).collect { Command.of('echo', "$it ${'x' * (it % 200)}") }

        when:
        def answers = session.runAll(commands)

        then:
        answers*.out() == commands.collect { it.argv()[1] + '\n' }
    }

    def "commands and answers that are each larger than any buffer do not wait for each other"() {
        given:
        def commands = (0..<8).collect { Command.of('sh', '-c', 'printf %s "$1$1$1$1$1$1$1$1"', 'sh', "$it" * 120_000) }

        expect:
        session.runAll(commands)*.out()*.length() == [960_000] * 8
    }

    def "nothing to run is no answers"() {
        expect:
        session.runAll([]) == []
    }

    def "a child that is left behind keeps nobody waiting and writes into nobody's output"() {
        given:
        Files.createDirectory(dir.resolve('go on'))

        when:
        def first = session.run(sh('(i=0; while [ -d "$0" ] && [ $i -lt 100000 ]; do echo noise; i=$((i + 1)); done) & echo started', dir.resolve('go on').toString()))
        def others = (0..<20).collect { session.run(sh('echo mine')).out() }

        then:
        first.out().contains('started')
        others.every { it == 'mine\n' }

        cleanup:
        Files.delete(dir.resolve('go on'))
    }

    def "a timeout ends the command with all it started, and the next command runs"() {
        given:
        def script = sh('sleep 4711' + OURS + ' & sh -c "sleep 4711' + OURS + ' & wait" & wait')

        when:
        how(session, script.within(Duration.ofMillis(500)))

        then:
        def e = thrown(TimedOut)
        e.command().argv() == script.argv()
        sleepers(4711) == 0
        session.run(sh('echo on')).text() == 'on'

        where:
        how << [{ Session s, Command c -> s.run(c) }, { Session s, Command c -> s.stream(c, {}, {}) }]
    }

    def "what does not heed TERM is killed after the grace period"() {
        given:
        def script = sh('trap "" TERM; (trap "" TERM; sleep 4712' + OURS + '; sleep 4712' + OURS + ') & sleep 4712' + OURS + '; sleep 4712' + OURS)
        long start = System.nanoTime()

        when:
        how(session, script.within(Duration.ofMillis(500)))

        then:
        thrown(TimedOut)
        sleepers(4712) == 0
        secondsSince(start) >= 2
        secondsSince(start) < 8

        where:
        how << [{ Session s, Command c -> s.run(c) }, { Session s, Command c -> s.stream(c, {}, {}) }]
    }

    def "a command of a batch that times out does not let the rest of the batch run"() {
        given:
        def file = dir.resolve('never')

        when:
        session.runAll([sh('sleep 30').within(Duration.ofMillis(300)), Command.of('touch', file.toString())])

        then:
        thrown(TimedOut)
        session.run(Command.of('true')).ok()
        !Files.exists(file)
    }

    def "an interrupt ends the command with all it started, and the next command runs"() {
        given:
        def script = sh('echo $$ >"$0"; trap "" HUP; sleep 4713' + OURS + ' & sleep 4713' + OURS, dir.resolve('pid').toString())
        def thrown = new LinkedBlockingQueue<Throwable>()
        def thread = Thread.start {
            try {
                how(session, script)
            } catch (Throwable e) {
                thrown.add(e)
            }
        }

        when:
        until { Files.exists(dir.resolve('pid')) && sleepers(4713) == 2 }
        thread.interrupt()

        then:
        thrown.poll(20, TimeUnit.SECONDS) instanceof InterruptedException
        sleepers(4713) == 0
        session.run(sh('echo on')).text() == 'on'

        where:
        how << [{ Session s, Command c -> s.run(c) }, { Session s, Command c -> s.stream(c, {}, {}) }]
    }

    def "who waits for a turn can be interrupted"() {
        given:
        def file = dir.resolve('begun')
        def first = CompletableFuture.supplyAsync { session.run(sh('touch "$0"; while [ -e "$0" ]; do sleep 0.05; done', file.toString())) }
        until { Files.exists(file) }
        def thrown = new LinkedBlockingQueue<Throwable>()
        def thread = Thread.start {
            try {
                session.run(Command.of('true'))
            } catch (Throwable e) {
                thrown.add(e)
            }
        }

        when:
        until { thread.state == Thread.State.WAITING }
        thread.interrupt()

        then:
        thrown.poll(10, TimeUnit.SECONDS) instanceof InterruptedException

        when:
        Files.delete(file)

        then:
        first.get(10, TimeUnit.SECONDS).ok()
    }

    def "what a chain says is heard with its place: of a long command while it runs, and nothing twice"() {
        given:
        def heard = new LinkedBlockingQueue<String>()
        def file = dir.resolve('go')
        def waits = sh('echo first; echo err >&2; printf par; while [ ! -e "$0" ]; do sleep 0.05; done; echo tial; echo last; printf end >&2', file.toString())
        def answers = CompletableFuture.supplyAsync {
            session.runChain([sh('echo quick; echo bad >&2'), waits, sh('printf more')], { int i, String line, boolean error -> heard.add("$i ${error ? 'err' : 'out'} $line".toString()) } as Live)
        }

        when:
        def before = (1..4).collect { heard.poll(30, TimeUnit.SECONDS) }
        def early = answers.done
        Files.createFile(file)

        then:
        before as Set == ['0 out quick', '0 err bad', '1 out first', '1 err err'] as Set
        !early
        answers.get(20, TimeUnit.SECONDS)*.out() == ['quick\n', 'first\npartial\nlast\n', 'more']
        answers.get()*.err() == ['bad\n', 'err\nend', '']
        heard as List == ['1 out partial', '1 out last', '1 err end', '2 out more']
    }

    def "of more than fits in memory who listens hears all, and the answer has the end"() {
        given:
        long lines = 0
        def line = '.' * 1023

        when:
        def answer = session.runChain([sh("$before yes $line | head -n 17000; echo end")], { int i, String text, boolean error -> lines += text == line ? 1 : 0 } as Live)[0]

        then:
        lines == 17000
        answer.out().length() == 65536
        answer.out().endsWith("$line\nend\n")

        where:
        before << ['', 'sleep 1.2;']
    }

    def "who listens and throws ends the command and the chain, and gets its exception; #how"() {
        when:
        session.runChain([sh(script), Command.of('touch', dir.resolve('never').toString())], { int i, String line, boolean error -> throw new IllegalStateException('enough') } as Live)

        then:
        def e = thrown(IllegalStateException)
        e.message == 'enough'
        until { sleepers(4716) == 0 }
        session.run(sh('echo on')).text() == 'on'
        how == 'after it' || !Files.exists(dir.resolve('never'))

        where:
        how              | script
        'while it runs'  | 'echo line; sleep 4716' + OURS
        'after it'       | 'echo line'
    }

    def "a command that takes longer than a second is killed in time, with all it started"() {
        when:
        session.run(sh('sleep 4717' + OURS + ' & sh -c "sleep 4717' + OURS + ' & wait" & wait').within(Duration.ofMillis(1500)))

        then:
        thrown(TimedOut)
        sleepers(4717) == 0
        session.run(sh('echo on')).text() == 'on'
    }

    def "lines are live, and a carriage return ends one"() {
        given:
        def lines = new LinkedBlockingQueue<String>()
        def file = dir.resolve('go')
        def script = 'printf "10%%\\r"; echo first; echo err >&2; while [ ! -e "$0" ]; do sleep 0.05; done; printf "second\\r\\nend"'
        def answer = CompletableFuture.supplyAsync {
            session.stream(sh(script, file.toString()), { lines.add("out $it") }, { lines.add("err $it") })
        }

        when:
        def before = (1..3).collect { lines.poll(10, TimeUnit.SECONDS) }
        def early = answer.done
        Files.createFile(file)

        then:
        before as Set == ['out 10%', 'out first', 'err err'] as Set
        !early
        answer.get(10, TimeUnit.SECONDS).ok()
        lines as List == ['out second', 'out end']
    }

    def "who takes lines and throws ends the command, and gets its exception"() {
        when:
        session.stream(sh('sleep 4714' + OURS + ' & while :; do echo line; done'), { throw new IllegalStateException('enough') }, {})

        then:
        def e = thrown(IllegalStateException)
        e.message == 'enough'
        until { sleepers(4714) == 0 }
    }

    def "a command can undo its work when it is ended, and is not killed meanwhile"() {
        given:
        def done = dir.resolve('undone')
        def script = sh('''
            trap 'echo undoing; echo undoing >&2; sleep 0.3; echo still; echo done >"$0"; exit 3' TERM
            while :; do echo working; echo working >&2; sleep 0.01; done''', done.toString())
        def working = new CountDownLatch(1)
        def interrupted = new CompletableFuture<Boolean>()
        def thread = Thread.start {
            try {
                session.stream(script, { working.countDown() }, {})
                interrupted.complete(false)
            } catch (InterruptedException ignored) {
                interrupted.complete(Files.exists(done))
            }
        }

        when:
        working.await()
        thread.interrupt()

        then: 'the session waited for the end of it'
        interrupted.get(30, TimeUnit.SECONDS)
        Files.readString(done) == 'done\n'
    }

    def "twenty threads share a session"() {
        given:
        def pool = Executors.newFixedThreadPool(20)
        def go = new CountDownLatch(1)
        def tasks = (0..<20).collect { n ->
            pool.submit({
                go.await()
                (0..<10).collect { k ->
                    k % 5 == 4 ? session.stream(Command.of('echo', "$n $k"), {}, {}).text() : session.run(Command.of('echo', "$n $k")).text()
                }
            } as Callable)
        }

        when:
        go.countDown()

        then:
        tasks.withIndex().every { task, n -> task.get(60, TimeUnit.SECONDS) == (0..<10).collect { "$n $it".toString() } }

        cleanup:
        pool.shutdownNow()
    }

    def "a command is fed #size bytes while it runs, and pours them out again as they are"() {
        given:
        def content = new byte[size]
        new Random(1).nextBytes(content)
        def file = dir.resolve('fed')
        def back = new ByteArrayOutputStream()
        def said = []

        when:
        def fed = session.feed(sh('cat >"$0"; echo done', file.toString()), { it.write(content) }, { said << it }, {})
        def poured = session.pour(sh('cat "$0"; echo done >&2; exit 3', file.toString()), back, { said << it })

        then:
        Files.readAllBytes(file) == content
        back.toByteArray() == content
        said == ['done', 'done']
        [fed.out(), fed.status(), poured.out(), poured.err(), poured.status()] == ['done\n', 0, '', 'done\n', 3]

        where:
        size << [0, 1, 4 << 20, (9 << 20) + 17]
    }

    def "a command that is fed half does not take it for all, and is ended before the error is told"() {
        given:
        def script = sh('trap "echo undone >\"\$0\"; exit 3" TERM; exec 3<&0; cat <&3 & wait; echo whole >"$0"', dir.resolve('half').toString())

        when:
        session.feed(script, { it.write(new byte[5 << 20]); throw new IOException('cannot be read') }, {}, {})

        then:
        def e = thrown(IOException)
        e.message == 'cannot be read'
        Files.readString(dir.resolve('half')) == 'undone\n'
    }

    def "who ends before it has read all it is fed is heard"() {
        given:
        def given = 0

        when:
        def answer = session.feed(sh('head -c 10 >/dev/null; echo enough >&2; exit 4'), { out ->
            100.times { out.write(new byte[1 << 20]); given++ }
        }, {}, {})

        then:
        [answer.status(), answer.err()] == [4, 'enough\n']
        given <= 100
        session.run(sh('echo on')).text() == 'on'
    }

    def "who feeds can be interrupted, and the command is ended"() {
        given:
        def fed = new CountDownLatch(1)
        def ended = new CompletableFuture<Throwable>()
        def thread = Thread.start {
            try {
                session.feed(sh('cat >/dev/null; sleep 4719' + OURS), { out -> while (true) { out.write(new byte[1 << 20]); fed.countDown() } }, {}, {})
                ended.complete(null)
            } catch (Throwable e) {
                ended.complete(e)
            }
        }

        when:
        fed.await()
        thread.interrupt()

        then:
        ended.get(30, TimeUnit.SECONDS) instanceof InterruptedException
        sleepers(4719) == 0
        session.run(sh('echo on')).text() == 'on'
    }

    def "a file of #size bytes goes there and back"() {
        given:
        def content = new byte[size]
        new Random(1).nextBytes(content)
        def file = dir.resolve("a file's name")
        def back = new ByteArrayOutputStream()

        when:
        session.put(new ByteArrayInputStream(content), file.toString(), 0640)
        session.get(file.toString(), back)

        then:
        Files.readAllBytes(file) == content
        back.toByteArray() == content
        session.run(Command.of('stat', '-c', '%a', file.toString())).text() == '640'
        dir.toFile().list() as List == ["a file's name"]

        where:
        size << [0, 1, 65_536, 4 << 20, (9 << 20) + 17]
    }

    def "a file whose content cannot be read to its end is not there, and the old one stays"() {
        given:
        def file = dir.resolve('file')
        Files.writeString(file, 'old')
        def broken = new SequenceInputStream(new ByteArrayInputStream(new byte[5 << 20]), new InputStream() {
            @Override
            int read() {
                throw new IOException('unreadable')
            }
        })

        when:
        session.put(broken, file.toString(), 0644)

        then:
        def e = thrown(IOException)
        e.message == 'unreadable'
        Files.readString(file) == 'old'
        until { dir.toFile().list() as List == ['file'] }
    }

    def "errors about files say which and why"() {
        when:
        session.get(dir.resolve('missing').toString(), new ByteArrayOutputStream())

        then:
        def read = thrown(IOException)
        read.message.contains('missing')
        read.message.contains('No such file')

        when:
        session.put(new ByteArrayInputStream(new byte[9 << 20]), dir.resolve('missing/file').toString(), 0644)

        then:
        def write = thrown(IOException)
        write.message.contains('missing')
        write.message.contains('No such file')

        when:
        session.put(new ByteArrayInputStream(new byte[1]), dir.toString(), 0644)

        then:
        def directory = thrown(IOException)
        directory.message.contains('is a directory')
    }

    def "a closed transport leaves nothing on the host"() {
        given:
        def place = session.run(sh('readlink /proc/$PPID/fd/2')).text()
        def begun = dir.resolve('begun')
        def stream = Thread.start {
            try {
                session.stream(sh('touch "$0"; sleep 4715' + OURS, begun.toString()), {}, {})
            } catch (IOException ignored) {
                // expected
            }
        }
        until { Files.exists(begun) }

        when:
        transport.close()

        then:
        until { !Files.exists(Path.of(place).parent) && sleepers(4715) == 0 }
        stream.join(10_000)
        !stream.alive
    }

    def "a closed session is open again when asked for"() {
        when:
        session.close()

        then:
        transport.session(newHost()).run(sh('echo again')).text() == 'again'
    }

    def "commands speak no language but C's and find what administrators call"() {
        expect:
        session.run(sh('echo "$LC_ALL:${LANGUAGE-none}"; command -v losetup')).out() ==~ /C\.UTF-8:none\n.*losetup\n/
        session.stream(sh('echo "$LC_ALL:${LANGUAGE-none}"; command -v losetup'), {}, {}).out() ==~ /C\.UTF-8:none\n.*losetup\n/
    }

    static Command sh(String script, String... arguments) {
        Command.of(['sh', '-c', script] + (arguments as List)).within(Duration.ofSeconds(60))
    }

    /** How many processes sleep for exactly so many seconds of ours. */
    static int sleepers(int seconds) {
        ProcessHandle.allProcesses().filter {
            it.info().commandLine().map { line -> line.endsWith("sleep $seconds$OURS") }.orElse(false)
        }.count()
    }

    static double secondsSince(long start) {
        (System.nanoTime() - start) / 1e9
    }

    /** Waits until it is so; fails after 20 s. */
    static boolean until(Closure<Boolean> so) {
        long start = System.nanoTime()
        while (!so()) {
            assert secondsSince(start) < 20
            Thread.sleep(10)
        }
        true
    }
}
