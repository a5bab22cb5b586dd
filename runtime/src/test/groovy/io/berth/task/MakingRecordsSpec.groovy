package io.berth.task

import io.berth.model.Answer
import io.berth.model.Command
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What makers of guests have on record, where a guest leaves its host with its disks: its disks stay. */
class MakingRecordsSpec extends Specification {

    @TempDir Path dir

    private Path disk, record

    def setup() {
        disk = Files.writeString(dir.resolve('web-vda.raw'), 'data')
        record = Files.createDirectories(dir.resolve('state/makes')).resolve('web')
        // as of a delete that libvirt did not answer to
        Files.writeString(record, "$disk\n")
    }

    /** @param has whether libvirt has a guest with that disk; down: it does not answer */
    private Answer settled(String has) {
        Shell.alone("""virsh() {
                [ $has != down ] || return 1
                case "\$*" in
                vol-delete*) return 1 ;;
                *--uuid) echo u ;;
                *echo*end*) printf "<source file='%s'/>\\n\\001end\\001\\n" '${has == 'yes' ? disk : '/other'}' ;;
                esac
            }""").call(GuestRemoveDiskTask.SETTLED.with(dir.resolve('run').toString(), dir.resolve('state').toString(), 'web'))
    }

    def "a disk that the guest still has stays, and is not on record any more: nothing removes it once it is defined elsewhere"() {
        expect:
        settled('yes').ok()
        !Files.exists(record)
        Files.exists(disk)
    }

    def "what no guest has goes"() {
        expect:
        settled('no').ok()
        !Files.exists(record)
        !Files.exists(disk)
    }

    def "where libvirt does not tell, the guest does not leave"() {
        when:
        def answer = settled('down')

        then:
        !answer.ok()
        answer.err().contains("$record names it")
        Files.exists(disk)
    }

    def "a disk that is taken from its guest is not on record any more: no maker that comes later removes it"() {
        given: 'a guest that a maker was killed after it had defined it, and a libvirt that takes the disk from it'
        def guest = "<domain type='qemu'><name>web</name><uuid>11111111-1111-1111-1111-111111111111</uuid><devices><disk type='file' device='disk'><source file='$disk'/><target dev='vda'/></disk></devices></domain>"
        def taken = GuestMakersSpec.change(new GuestRemoveDiskTask(), [guest: 'web', disk: 'vda'], [[xml: guest]])
        def libvirt = Shell.alone("""virsh() {
                case "\$*" in
                vol-delete*) return 1 ;;
                detach-device*) touch '${dir.resolve('taken')}' ;;
                *--uuid) echo u ;;
                *echo*end*) [ -e '${dir.resolve('taken')}' ] || printf "<source file='%s'/>\\n" '$disk'; printf '\\001end\\001\\n' ;;
                esac
            }""")
        def here = { Command command -> Command.of(command.argv().collect { it == SlotScript.STATE_DIR ? dir.resolve('state').toString() : it }).reading(command.input()) }

        when:
        def answers = taken.commands().collect { libvirt(here(it)) }
        def later = libvirt(GuestRemoveDiskTask.SETTLED.with(dir.resolve('run').toString(), dir.resolve('state').toString(), 'other'))

        then:
        answers*.ok().every()
        later.ok()
        Files.exists(dir.resolve('taken'))
        Files.exists(disk)
        !Files.exists(record)
    }

    /** What libvirt was asked to forget; it has the guest, which is in that state, with its disk. */
    private File forgotten() { dir.resolve('forgotten').toFile() }

    private Answer undefined(String state) {
        Shell.alone("""virsh() {
                case "\$*" in
                domstate*) echo '$state' ;;
                undefine*) echo "\$*" >'${forgotten()}' ;;
                *--uuid) echo u ;;
                *echo*end*) printf "<source file='%s'/>\\n\\001end\\001\\n" '$disk' ;;
                esac
            }""").call(GuestUndefineTask.UNDEFINE.with(dir.resolve('run').toString(), dir.resolve('state').toString(), 'ada@desk', '1', 'web', 'u', '--nvram', '--managed-save'))
    }

    def "a guest is forgotten that is off, and not at work; its disk stays, and nothing removes it later"() {
        given:
        def lock = dir.resolve('run/locks/slot-web').toFile()
        lock.parentFile.mkdirs()
        def mover = new ProcessBuilder('flock', '--no-fork', lock.path, 'sh', '-c', 'echo held; exec sleep 60').start()
        mover.inputReader().readLine()

        when:
        def moving = undefined('shut off')
        mover.destroy()
        mover.waitFor()
        def running = undefined('running')

        then:
        moving.out().contains('refused lock: it is held by')
        running.out().contains('refused running: guest web is running')
        !forgotten().exists()

        when:
        def off = undefined('shut off')

        then:
        off.ok()
        forgotten().text == 'undefine --domain u --nvram --managed-save\n'
        !Files.exists(record)
        Files.exists(disk)

        cleanup:
        mover?.destroy()
    }

    def "a volume that another host makes at this moment, in a directory that both share, is not ours: it stays"() {
        given: 'one that comes once ours is on record, and before it is there'
        Files.delete(record)
        def other = dir.resolve('web-vdb.raw')
        def played = """virsh() { [ "\$1" != pool-list ] || return 0; printf '\\001end\\001\\n'; }
            sync() { [ -e '$other' ] || echo theirs >'$other'; }"""

        when:
        def answer = Shell.alone(played).call(GuestCreateTask.CREATE.with(dir.resolve('run').toString(), dir.resolve('state').toString(), 'me', '5', 'web',
                'p', 'web-vdb.raw', '1048576', 'raw', other.toString(), '', 'detect').reading('<domain/>'))

        then:
        answer.status() == 70
        answer.out().contains("$other cannot be made")
        Files.readString(other) == 'theirs\n'
        !Files.exists(record)
    }
}
