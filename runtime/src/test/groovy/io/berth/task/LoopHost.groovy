package io.berth.task

import io.berth.api.Change
import io.berth.api.Holder
import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.diag.SourceRange
import io.berth.fixture.LineHands
import io.berth.fixture.OnHost
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Disk
import io.berth.model.Feed
import io.berth.model.Host
import io.berth.model.Image
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Slot
import java.time.Duration
import java.util.function.Consumer

/**
 * A {@link LoopSlot}'s tasks as a run does them: planned, and applied by this machine, whose state directories are the slot's own. The
 * image golden is in the slot's store.
 */
class LoopHost extends LineHands {

    final LoopSlot on
    final Slot slot
    final Scope scope
    final Map<String, Object> told = [:]
    String run = 'r1'

    /** @param inserts what the site lays over the slot */
    LoopHost(LoopSlot on, List<String> inserts = []) {
        this.on = on
        slot = Sample.slot(name: on.name, format: Disk.Format.valueOf(on.kind.toUpperCase())).with {
            new Slot(it.name(), it.host(), it.disk(), it.memory(), it.vcpus(), it.nics(), it.template(), it.image(), it.vars(), it.identity(), inserts, it.at())
        }
        Host host = new Host('kvm1', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], Sample.AT)
        Host other = new Host('kvm2', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], Sample.AT)
        scope = new Scope(host, new Playbook(new File(on.dir, 'site.groovy').path, [kvm1: host, kvm2: other], [:],
                [primary: new Pool('primary', ['kvm1'], on.dir.path, true, Sample.AT)], [:],
                [golden: new Image('golden', 'kvm1', on.store.path, '', 0, SourceRange.NONE), far: new Image('far', 'kvm2', on.store.path, '', 0, SourceRange.NONE),
                 'by-hand': new Image('by-hand', 'kvm1', Image.DIR, on.golden.path, 0, SourceRange.NONE)],
                [:], [(on.name): slot], [], [:], [:]))
    }

    Change plan(TaskType type, Map values = [:]) {
        Record parameters = OnHost.parameters(type, [slot: slot] + values)
        type.change(parameters, scope, type.observe(parameters, scope).collect { attempt(it) })
    }

    /** Plans and applies; the plan. */
    Change apply(TaskType type, Map values = [:]) {
        said.clear()
        told.clear()
        Change change = plan(type, values)
        told.putAll(change.data())
        change.work().apply(this)
        if (!change.kind().isEachTime()) {
            assert plan(type, values).kind() == Change.Kind.NONE
        }
        change
    }

    /** The slot's host, and the store's, are this machine. */
    private Process start(Command command) {
        List<String> argv = command.argv().collect {
            it.contains('\n') ? it : it.replaceFirst('^' + SlotScript.RUN_DIR, "$on.dir/run").replaceFirst('^' + SlotScript.STATE_DIR + '(?!/images)', "$on.dir/state")
        }
        ProcessBuilder builder = new ProcessBuilder(['setsid', '--wait'] + argv)
        builder.environment().PATH = "$on.tools:${System.getenv('PATH')}".toString()
        builder.start()
    }

    private Answer answer(Command command, Feed input, OutputStream to, Consumer<String> err) {
        Process process = start(command)
        StringBuilder errors = new StringBuilder()
        Thread reading = Thread.start { process.errorStream.eachLine('UTF-8') { errors << it << '\n'; err.accept(it) } }
        IOException broken = null
        Thread writing = Thread.start {
            try {
                process.outputStream.withCloseable { input.to(it) }
            } catch (IOException e) {
                broken = e
                if (!(e.message ==~ /Broken pipe|Stream closed/)) {
                    process.toHandle().destroy() // told to end, as a transport does; its streams stay open
                }
            }
        }
        to.withCloseable { process.inputStream.transferTo(it) }
        int status = process.waitFor()
        [reading, writing]*.join()
        if (broken != null && !(broken.message ==~ /Broken pipe|Stream closed/)) {
            throw broken
        }
        new Answer(status, '', '', errors.toString(), Duration.ZERO)
    }

    private static OutputStream lines(Consumer<String> out) {
        new ByteArrayOutputStream() {
            @Override
            void close() { toString('UTF-8').eachLine { if (it) { out.accept(it) } } }
        }
    }

    @Override
    Scope scope() { scope }

    @Override
    Holder holder() { new Holder('ada', 'desk', 7, run) }

    @Override
    Answer stream(Command command, Consumer<String> out) {
        answer(command, { it.write(command.input().toArray()) } as Feed, lines(out), { })
    }

    @Override
    Answer feed(Command command, Feed input, Consumer<String> out) { answer(command, input, lines(out), { }) }

    @Override
    Answer pour(Command command, OutputStream to, Consumer<String> err) {
        answer(command, { } as Feed, new FilterOutputStream(to) {
            @Override
            void write(byte[] bytes, int offset, int length) { out.write(bytes, offset, length) }

            @Override
            void close() { flush() }
        }, err)
    }

    @Override
    io.berth.api.Hands on(Host host) { this }

    @Override
    void tell(String name, Object value) { told[name] = value }

    @Override
    String knownHostLines(String host) { '' }

    @Override
    void phase(String name) { }

    @Override
    void progress(long bytes, long total) { }
}
