package io.berth.cluster

import io.berth.api.Hands
import io.berth.api.Holder
import io.berth.api.Refusal
import io.berth.api.Scope
import io.berth.api.TaskFailure
import io.berth.fixture.BareHands
import io.berth.fixture.Books
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Feed
import io.berth.model.Host
import io.berth.transport.LocalTransport
import io.berth.transport.Unreachable
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.Consumer
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** The lock on starts, by its real script: each host is a directory of this machine, and each controller has connections of its own. */
class StartLockSpec extends Specification {

    private static final Duration SHORT = Duration.ofMillis(300), LONG = Duration.ofSeconds(20)

    @TempDir Path dir
    private final Set<String> down = []
    private final List<Controller> controllers = []

    def cleanup() { controllers*.close() }

    private Controller controller(String name) {
        def made = new Controller(spec: this, name: name)
        controllers << made
        made
    }

    private static List<Host> hosts(String... names) { names.collect { Books.host(it) } }

    private String file(String host, String name) { Files.readString(dir.resolve("$host/locks/$name")) }

    def "one has it on all hosts, the next gets it when it is given back, and its number grows"() {
        when:
        def first = StartLock.take(controller('one'), hosts('a', 'b'), '/run', SHORT)

        then:
        first.hosts() as Set == ['a', 'b'] as Set
        first.number() == '1 user@one pid 1 run one'
        ['a', 'b'].every { file(it, 'start-number') == '1 user@one pid 1 run one\n' }

        when:
        StartLock.take(controller('two'), hosts('b', 'c'), '/run', SHORT)

        then: 'a host that both know is enough, and the refusal names who has it'
        def refusal = thrown(Refusal)
        refusal.message ==~ /start-lock: guests are being started by user@one pid 1 run one, since .* \(lock of host b\)/

        when:
        first.close()
        def second = StartLock.take(controller('three'), hosts('c', 'b'), '/run', SHORT)

        then:
        second.number().startsWith('2 ')
        file('c', 'start-number').startsWith('2 ')
        file('a', 'start-number').startsWith('1 ')
    }

    def "two who take it in other orders, over and over, never have it at once and never wait for each other for ever"() {
        given:
        def inside = new AtomicInteger()
        def most = new AtomicInteger()
        def numbers = Collections.synchronizedList([])
        def threads = Executors.newFixedThreadPool(2)

        when:
        def ended = threads.invokeAll([['one', ['a', 'b', 'c']], ['two', ['c', 'b', 'a']]].collect { name, order ->
            Controller hands = controller(name)
            Callable<Boolean> task = { ->
                6.times {
                    StartLock.take(hands, hosts(*order), '/run', LONG).withCloseable { lock ->
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max)
                        numbers << (lock.number().split(' ')[0] as int)
                        lock.check()
                        inside.decrementAndGet()
                    }
                }
                true
            }
            task
        })

        then:
        ended.every { it.get() }
        most.get() == 1
        numbers == (1..12).toList()

        cleanup:
        threads.shutdownNow()
    }

    def "a controller that dies gives it up at once; one that loses a host knows, and still keeps others out by the rest"() {
        given:
        def one = controller('one')
        def lock = StartLock.take(one, hosts('a', 'b'), '/run', SHORT)

        when: 'whatever holds it on one host is killed there'
        long script = file('a', 'start').readLines()[1].split(' ')[0] as long
        ProcessHandle.of(script).get().destroyForcibly()
        def lost = awaitLoss(lock)

        then:
        lost.message.startsWith('the lock on starts of host a was lost')

        when:
        StartLock.take(controller('two'), hosts('a', 'b'), '/run', SHORT)

        then:
        thrown(Refusal)

        when: 'all its connections end'
        one.close()
        def next = StartLock.take(controller('three'), hosts('a', 'b'), '/run', LONG)

        then:
        next.number().startsWith('2 ') || next.number().startsWith('3 ')
    }

    private static TaskFailure awaitLoss(StartLock lock) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (System.nanoTime() < end) {
            try {
                lock.check()
            } catch (TaskFailure e) {
                return e
            }
            Thread.yield()
        }
        null
    }

    def "a host that cannot be reached holds up nobody, and one listed twice is taken once"() {
        given:
        down << 'b'

        when:
        def lock = StartLock.take(controller('one'), hosts('a', 'b', 'a2'), '/run', SHORT)

        then:
        lock.hosts() == ['a']
        lock.lost().keySet() == ['b'] as Set
        lock.nameOf('a2').get() == 'a'
        lock.nameOf('b').empty
    }

    def "who waits for it and is interrupted has nothing afterwards"() {
        given:
        def first = StartLock.take(controller('one'), hosts('b'), '/run', SHORT)
        def waiting = new CountDownLatch(1)
        def seen = null
        def two = controller('two')
        def thread = Thread.start {
            try {
                waiting.countDown()
                StartLock.take(two, hosts('a', 'b'), '/run', LONG)
            } catch (InterruptedException e) {
                seen = e
            }
        }

        when:
        waiting.await()
        thread.interrupt()
        thread.join(20_000)

        then:
        seen instanceof InterruptedException
        StartLock.take(controller('three'), hosts('a'), '/run', LONG).close()

        cleanup:
        first.close()
    }

    /** A run with connections of its own. */
    private static class Controller extends BareHands implements AutoCloseable {

        StartLockSpec spec
        String name
        String at = ''
        LocalTransport transport = new LocalTransport(Duration.ofSeconds(1))

        Scope scope() { throw new UnsupportedOperationException() }

        Holder holder() { new Holder('user', name, 1, name) }

        @Override
        Hands on(Host host) {
            if (host.name() in spec.down) {
                throw new Unreachable(host.name(), "${host.name()} is down", null)
            }
            new Controller(spec: spec, name: name, at: host.name(), transport: transport)
        }

        @Override
        Answer feed(Command command, Feed input, Consumer<String> out) {
            def place = spec.dir.resolve(at == 'a2' ? 'a' : at).toString()
            def argv = command.argv().collect { it == '/run' ? place : it }
            transport.session(Books.host(at)).feed(new Command(argv, command.input(), command.environment(), '', command.timeout(), 0), input, out, { })
        }

        Answer run(Command command) { throw new UnsupportedOperationException() }

        Answer attempt(Command command) { throw new UnsupportedOperationException() }

        Answer stream(Command command, Consumer<String> out) { throw new UnsupportedOperationException() }

        String knownHostLines(String host) { '' }

        void phase(String phase) { }

        void progress(long bytes, long total) { }

        void say(String line) { }

        @Override
        void close() { transport.close() }
    }
}
