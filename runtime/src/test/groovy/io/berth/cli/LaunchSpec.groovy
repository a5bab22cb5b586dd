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

    def "the training of an archive that keeps how code was compiled leaves alone what is compiled well only later: #code"() {
        given: 'a JVM that tells what it is asked, and one that is asked the same'
        Path java = dir.resolve('java')
        Files.writeString(java, '#!/bin/sh\nprintf "%s\\n" "$@"\n')
        java.toFile().executable = true
        List<String> asked = ['sh', '-eu', '-c', '. "$1/lib/launch.sh"; option=-XX:AOTCache classpath=none; train "$1" "$2" "$3" "$3/archive"', 'sh',
                              Path.of('..').toAbsolutePath(), java, dir]*.toString().execute().text.readLines()
        List<String> left = asked.findAll { it.startsWith('-XX:CompileCommand=') }

        expect:
        asked.contains('-XX:TieredStopAtLevel=1')
        left.any { it.startsWith('-XX:CompileCommand=exclude,') && Class.forName(code).name ==~ it.split(',')[1].replaceAll(/::.*$/, '').replace('.', '\\.').replace('*', '.*') }
        ([Path.of(System.getProperty('java.home'), 'bin/java').toString()] + left + ['-version']).execute().with { waitForProcessOutput(); exitValue() } == 0

        where:
        code << ['com.sun.crypto.provider.GaloisCounterMode', 'com.sun.crypto.provider.GHASH', 'com.sun.crypto.provider.AESCrypt', 'com.sun.crypto.provider.CounterMode', 'com.sun.crypto.provider.GCTR',
                 'sun.security.provider.DigestBase', 'sun.security.provider.SHA2', 'java.util.Base64$Decoder']
    }
}
