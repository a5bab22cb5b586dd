package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What the archive of classes is made by: a run over ssh where that can be had, else one without. */
class TrainingSpec extends Specification {

    @TempDir Path dir
    @Shared @TempDir Path lib
    @Shared String jars

    /** It is of jars, as a build has them. */
    def setupSpec() {
        jars = System.getProperty('java.class.path').tokenize(':').withIndex().collect { String part, int number ->
            Path jar = lib.resolve("${number}.jar")
            !Files.isDirectory(Path.of(part)) ? part
                : ["${System.getProperty('java.home')}/bin/jar", '--create', '--no-compress', '--file', jar, '-C', part, '.']*.toString().execute().waitFor() == 0 ? jar : 'none'
        }.join(':')
    }

    private trained(Map<String, String> env = [:], String... options) {
        def command = [Path.of(System.getProperty('java.home'), 'bin/java').toString(), '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', "-Xlog:class+load:file=${dir.resolve('loaded')}".toString(),
                       *options, '-cp', jars, 'io.berth.cli.Training', Files.createDirectories(dir.resolve('site')).toString()]
        def builder = new ProcessBuilder(command).redirectErrorStream(true)
        builder.environment().putAll([XDG_STATE_HOME: dir.resolve('state').toString(), XDG_CACHE_HOME: dir.resolve('cache').toString(), HOME: dir.toString()] + env)
        def process = builder.start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: said
        said
    }

    def "it reaches this machine by ssh, asks the libvirt that it brings along, and does so a second time from what it kept"() {
        when:
        def said = [trained(), trained()]

        then:
        said.every { it =~ /(?m)^web +here +running +1 GiB/ }
        said.every { it.contains('create, mode 0755') && it.contains('training on here') == false }
        Files.readString(dir.resolve('site/known_hosts')).startsWith('[127.0.0.1]:')
        Files.list(dir.resolve('site')).filter { it.fileName.toString().startsWith('made-') }.count() == 2
    }

    def "where the user's ssh configuration leads, it does not go"() {
        given:
        Files.writeString(Files.createDirectories(dir.resolve('home/.ssh')).resolve('config'), 'Host *\n    ProxyJump nowhere.invalid\n')

        expect:
        trained("-Duser.home=${dir.resolve('home')}") =~ /(?m)^web +here +running/
    }

    def "what it does has no class made for a record: an archive would not keep it, and every run would make it again"() {
        when:
        trained()
        def loaded = Files.readAllLines(dir.resolve('loaded'))

        then: 'methods of records are made by this'
        loaded.any { it.contains(' io.berth.api.Key ') }
        !loaded.any { it.contains(' java.lang.runtime.ObjectMethods ') }
    }

    def "without keys for ssh it does what it can on this machine"() {
        given:
        def keygen = Files.createDirectories(dir.resolve('bin')).resolve('ssh-keygen')
        Files.writeString(keygen, '#!/bin/sh\nexit 1\n')
        Files.setPosixFilePermissions(keygen, PosixFilePermissions.fromString('rwx------'))

        when:
        def said = trained(PATH: "${keygen.parent}:${System.getenv('PATH')}".toString())

        then:
        said.contains('create, mode 0755')
        !said.contains('web ')
    }
}
