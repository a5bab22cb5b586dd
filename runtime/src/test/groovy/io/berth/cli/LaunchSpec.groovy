package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.Specification
import spock.lang.TempDir

/** When the launcher makes the archive of classes, and which it takes. */
class LaunchSpec extends Specification {

    private static final String FIND = '''
        . "$1/lib/launch.sh"
        make_archives() { echo made; return "$5"; }
        has_sshd() { [ "$4" = sshd ]; }
        classpath=$2/berth.jar
        find_archive "$2" "$3" runs
        echo "archive ${archive#*=}"
    '''

    @TempDir Path dir

    def "an archive is made where there is none for the jar, and again where it was made without sshd: #what"() {
        given:
        def java = Path.of(System.getProperty('java.home'))
        def build = (Files.readString(java.resolve('release')) =~ /JAVA_RUNTIME_VERSION="(.*)"/)[0][1]
        def start = Files.createDirectories(dir.resolve('runtime/target/start'))
        Files.writeString(dir.resolve('berth.jar'), 'a jar')
        there.each {
            Files.writeString(start.resolve(build + it), 'an archive')
            Files.setLastModifiedTime(start.resolve(build + it), FileTime.fromMillis(System.currentTimeMillis() + age * 1000))
        }

        when:
        def ran = ['sh', '-eu', '-c', FIND.replace('$4', sshd).replace('$5', made.toString()), 'sh', Path.of('..').toAbsolutePath(), dir, java.resolve('bin/java')]*.toString().execute()
        def said = ran.text.readLines()

        then:
        said == wanted.collect { it.replace('FILE', start.resolve(build).toString()) }

        where:
        what                       | there          | age | sshd   | made || wanted
        'none'                     | []             | 0   | 'none' | 1    || ['made', 'archive ']
        'of an older jar'          | ['']           | -60 | 'none' | 1    || ['made', 'archive ']
        'it is there'              | ['']           | 60  | 'sshd' | 0    || ['archive FILE']
        'without sshd, still none' | ['', '-alone'] | 60  | 'none' | 0    || ['archive FILE']
        'without sshd, now one'    | ['', '-alone'] | 60  | 'sshd' | 0    || ['made', 'archive FILE']
        'it cannot be made again'  | ['', '-alone'] | 60  | 'sshd' | 1    || ['made', 'archive FILE']
    }
}
