package io.berth.lab

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

/** Some of the sequences of bench/run chaos, and that its checker sees what it is for. */
class ChaosLabSpec extends Specification {

    /** One who does what he is told, and more: starts it wherever it is, whatever else uses its disk; forgets it rather than to save it; makes room by what is not his. */
    static final String CARELESS = '''#!/bin/sh
        name=$3 done=1
        for host in kvm1 kvm2 kvm3; do
            case $2 in
            start) set -- x start virsh -q start "$name" ;;
            save) set -- x save virsh -q undefine "$name" ;;
            clone) set -- x clone rm /srv/berth/chaos/stranger.raw ;;
            esac
            word=$2
            shift 2
            ! ssh -F "$BERTH_LAB/run/ssh_config" "$host" "$@" 2>/dev/null || done=0
            set -- x "$word"
        done
        exit $done
        '''

    @TempDir Path dir

    def setupSpec() {
        Lab.required()
    }

    private static Ran chaos(String... more) {
        Ran.of(['BERTH_LAB': Lab.state().toString()], ['bench/run', 'chaos', '--here', *more])
    }

    def "two controllers at once, and daemons that crash: no disk is written by two guests, none is lost, no volume of others goes"() {
        when:
        def ran = chaos('--sequences', '2', '--steps', '3', '--seed', '38')

        then:
        assert ran.exit == 0: ran.out + ran.err
        ran.out.contains('all sound')
        ran.out =~ /crashes: (?!none)/
    }

    def "a controller without care is found out: a guest and the thief of its disk run both, one is lost, and a volume of others is gone"() {
        given:
        def sequence = Files.writeString(dir.resolve('sequence'), '''
            running: none
            controller 1: berth guest start chaos-s1
            controller 1: berth guest save chaos-s3
            controller 2: berth guest start chaos-thief
            controller 2: berth guest clone chaos-l1 chaos-n3
            '''.stripIndent())
        def careless = Files.writeString(dir.resolve('careless'), CARELESS.stripIndent())
        Files.setPosixFilePermissions(careless, PosixFilePermissions.fromString('rwx------'))

        when:
        def ran = chaos('--sequences', '1', '--replay', sequence.toString(), '--by', careless.toString(), '--no-shrink')

        then:
        ran.exit == 1
        ran.out =~ /chaos-(s1|thief) .* and chaos-(s1|thief) .* run on the same disk, and it is written/
        ran.out.contains('chaos-s3 is lost')
        ran.out =~ /stranger.raw of kvm\d was not berth's, and is gone/
    }

    def "the checker sees each fault on hosts that are made up"() {
        expect:
        def ran = Ran.of(['PYTHONDONTWRITEBYTECODE': '1'], ['/usr/bin/env', 'python3', 'bench/chaos/selftest.py'])
        assert ran.exit == 0: ran.out + ran.err
    }
}
