package io.berth.task

import io.berth.api.CommandFailure
import io.berth.api.Joint
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The real script on a libvirt that is played: what runs there is a file in a directory; one of them it cannot end. */
class GuestStopsSpec extends Specification {

    static final String KEPT = 'guest7'

    @TempDir Path dir

    OneTask host() {
        new OneTask(Sample.scope(), Shell.alone("""many=
        virsh() {
            case \$1 in
            list) ls '$dir' ;;
            destroy)
                [ -n "\$many" ] || echo "\$3" >>'$dir/.alone'
                [ "\$3" != ${uuid(KEPT)} ] || { echo 'error: Failed to terminate process' >&2; return 1; }
                rm '$dir'/"\$3"
                ;;
            *) # several calls, as virsh takes them: one at a time, and what fails holds up none
                many=yes
                echo "\$1" | tr ';' '\\n' | while read -r call; do [ -z "\$call" ] || virsh \$call || :; done
                ;;
            esac
        }"""))
    }

    static String uuid(String guest) {
        UUID.nameUUIDFromBytes(guest.bytes)
    }

    List<String> alone() {
        dir.resolve('.alone').with { Files.exists(it) ? Files.readAllLines(it) : [] }
    }

    def "#count guests are off at once; of one that cannot be it is said why"() {
        given:
        def guests = (1..count).collect { "guest$it".toString() }
        guests.each { Files.createFile(dir.resolve(uuid(it))) }
        def host = host()

        when:
        def failures = new GuestStops(guests[0], uuid(guests[0]), [:]).applyAll(guests.collect { new Joint.Part(new GuestStops(it, uuid(it), [:]), host.hands()) })

        then:
        def failed = [guests, failures].transpose().findAll { it[1].present }
        failed*.get(0) == guests.findAll { it == KEPT }
        failed.every { it[1].get() instanceof CommandFailure && it[1].get().message == 'guest guest7 could not be powered off' && "${it[1].get().answer().err()}".contains('Failed to terminate process') }
        dir.toFile().list().findAll { it != '.alone' } == guests.findAll { it == KEPT }.collect { uuid(it) }
        alone() == guests.findAll { it == KEPT }.collect { uuid(it) }

        where:
        count << [1, 7, 30]
    }
}
