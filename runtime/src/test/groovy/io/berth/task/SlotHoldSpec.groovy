package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Slot
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** Locks of slots that outlive the command that took them. The scripts are the real ones, on a machine whose state is elsewhere. */
class SlotHoldSpec extends Specification {

    @TempDir
    File dir

    /** Runs scripts with directories of the spec in place of the machine's. */
    OneTask host = new OneTask(Sample.scope(), { Command command -> answer(command) })

    private Answer answer(Command command) {
        Shell.local(Command.of(command.argv().collect { it == SlotScript.RUN_DIR ? "$dir/run".toString() : it == SlotScript.STATE_DIR ? "$dir/state".toString() : it })
                .reading(command.input()))
    }

    private static SlotLockTask.Lock lock(Map given = [:]) {
        new SlotLockTask.Lock(Sample.slot(), given.why ?: '', given.pid ?: 0L, given.within ?: Duration.ZERO)
    }

    private static SlotUnlockTask.Unlock unlock(boolean force = false) {
        new SlotUnlockTask.Unlock(Sample.slot(), force)
    }

    private File hold() { new File(dir, 'state/holds/w01') }

    /** As somebody else would have left it. */
    private void held(String by, String what, long until = 0) {
        hold().parentFile.mkdirs()
        hold().text = "$by\n$what\n2026-11-21T10:00:00Z\n$until\ntests\n"
    }

    def "a lock is taken, stays, is told, and is given back by whoever took it"() {
        expect:
        host.plan(new SlotUnlockTask(), unlock()).kind() == Change.Kind.NONE
        host.apply(new SlotLockTask(), lock(why: 'disk exchange')).kind() == Change.Kind.CREATE
        host.plan(new SlotLockTask(), lock(why: 'disk exchange')).kind() == Change.Kind.NONE
        host.apply(new SlotLockTask(), lock(why: 'the next one', within: Duration.ofHours(1))).kind() == Change.Kind.UPDATE
        listed() ==~ /${ThisController.user()}, since 20\S+Z: the next one/
        host.apply(new SlotUnlockTask(), unlock()).kind() == Change.Kind.DELETE
        listed() == ''
    }

    private String listed() {
        SlotState.parse([Sample.slot()], answer(SlotState.question([Sample.slot()]).with { virshless(it) }))[0].holder()
    }

    /** libvirt has no domain. */
    private static Command virshless(Command command) {
        List<String> argv = new ArrayList<>(command.argv())
        argv[2] = argv[2].replaceAll(/(?s)virsh\(\) \{.*?\n\}/) { 'virsh() { :; }' }
        Command.of(argv)
    }

    def "somebody else's lock is refused, told, and taken away only when its holder is known to be dead: #what"() {
        given:
        def ended = new ProcessBuilder('true').start()
        ended.waitFor()
        String boot = new File('/proc/sys/kernel/random/boot_id').text.trim()
        held(by, what.replace('BOOT', boot).replace('ENDED', ended.pid() as String).replace('ALIVE', "${ProcessHandle.current().pid()} ${ThisController.startOf(ProcessHandle.current().pid()).get()}"),
                until)

        when:
        def refused = [lock(), unlock(), unlock(true)].collect { said ->
            try {
                host.plan(said instanceof SlotLockTask.Lock ? new SlotLockTask() : new SlotUnlockTask(), said).kind().name()
            } catch (Refusal e) {
                e.message ==~ /slot w01: it is held by .*eve@.*, since 2026-11-21T10:00:00Z: tests/ ? e.next() : e.message
            }
        }

        then:
        refused == outcomes

        where:
        by                                     | what                     | until || outcomes
        'eve@site'                             | 'user'                   | 0     || ['whoever has it gives it back: berth slot unlock w01', 'whoever has it gives it back', 'it is not known to be dead, so it is not forced: ask eve@site']
        'eve@site'                             | 'user'                   | 9     || ['CREATE', 'DELETE', 'DELETE']
        'eve@site'                             | 'process 1 1 elsewhere'  | 0     || ['whoever has it gives it back: berth slot unlock w01', 'whoever has it gives it back', 'it is not known to be dead, so it is not forced: ask eve@site']
        'eve@site'                             | 'process ENDED 1 BOOT'   | 0     || ['CREATE', 'DELETE', 'DELETE']
        'eve@site'                             | 'process ALIVE BOOT'     | 0     || ['whoever has it gives it back: berth slot unlock w01', 'whoever has it gives it back', 'it is not known to be dead, so it is not forced: ask eve@site']
        'eve@' + ThisController.name()         | 'process 1 1 other-boot' | 0     || ['whoever has it gives it back: berth slot unlock w01', 'its holder is dead: --force takes it away', 'DELETE']
    }

    def "the lock of a process ends with it, unasked"() {
        given:
        def process = new ProcessBuilder('sleep', '60').start()

        expect:
        host.apply(new SlotLockTask(), lock(pid: process.pid())).kind() == Change.Kind.CREATE
        listed().contains(" for pid ${process.pid()}, since ")

        when:
        process.destroyForcibly().waitFor()

        then:
        listed() == ''
        host.plan(new SlotUnlockTask(), unlock()).kind() == Change.Kind.DELETE

        when:
        host.plan(new SlotLockTask(), lock(pid: process.pid()))

        then:
        thrown(TaskFailure)

        cleanup:
        process.destroyForcibly()
    }

    def "a redeploy and a start of a locked slot are refused, and name the holder; nothing is changed"() {
        given:
        def slot = new LoopSlot(dir)
        held('eve@site', 'user')
        def before = slot.disk.length()

        when:
        def redeploy = slot.run()

        then:
        redeploy.status() == 75
        redeploy.said('refused') == 'lock: it is held by eve@site, since 2026-11-21T10:00:00Z: tests'
        redeploy.said('next') == 'whoever has it gives it back: berth slot unlock w01'
        slot.domain() == 'running'
        slot.held() == ''
        hold().exists()

        when: 'it is the same for a look at the slot'
        def look = StartTask.LOOK.with("$dir/run".toString(), "$dir/state".toString(), 'w01', slot.disk.path)

        then:
        Shell.local(look).status() == 75

        when: 'what counts no more is no reason'
        held('eve@site', 'user', 9)

        then:
        slot.run().status() == 0
        !hold().exists()
    }

    def "under the lock it is looked again: what somebody took meanwhile is refused"() {
        given:
        Change take = host.plan(new SlotLockTask(), lock())
        held('eve@site', 'user')

        when:
        take.work().apply(host.hands())

        then:
        Refusal e = thrown()
        e.message == 'slot w01: refused by rule lock: it is held by eve@site, since 2026-11-21T10:00:00Z: tests'

        when:
        held(ThisController.user(), 'user')
        Change give = host.plan(new SlotUnlockTask(), unlock())
        held('eve@site', 'user')
        give.work().apply(host.hands())

        then:
        thrown(Refusal)
        hold().exists()
    }
}
