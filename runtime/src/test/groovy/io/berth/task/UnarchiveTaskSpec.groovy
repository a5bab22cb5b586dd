package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class UnarchiveTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host
    def unarchive = new UnarchiveTask()
    Path to

    def setup() {
        host = new OnHost(file: dir.resolve('site.groovy'))
        to = dir.resolve('to')
        Files.createDirectories(dir.resolve('tree/sub dir'))
        Files.writeString(dir.resolve('tree/sub dir/ünï'), 'content')
        Files.writeString(dir.resolve('tree/run'), '#!/bin/sh\n')
        dir.resolve('tree/run').toFile().setExecutable(true, false)
        Files.createSymbolicLink(dir.resolve('tree/sub dir/link'), Path.of('../run'))
    }

    Path pack(String name, String... options) {
        // by its name tar knows how to pack it
        OnHost.run(*(['tar', '-caf', dir.resolve(name), '-C', dir] + (options.toList() ?: ['tree'])))
        dir.resolve(name)
    }

    def "#name is unpacked once, and again when it is another"() {
        given:
        pack(name)

        expect:
        host.apply(unarchive, src: name, to: to, owner: 'daemon').kind() == Change.Kind.CREATE
        OnHost.run('diff', '-r', '--no-dereference', dir.resolve('tree'), to.resolve('tree')) == ''
        OnHost.run('stat', '-c', '%a %U', to.resolve('tree/run')) == '755 daemon'
        OnHost.run('stat', '-c', '%U', to) == 'root'
        to.toFile().list().toList().findAll { !it.startsWith('.berth-unpacked-') } == ['tree']

        when:
        Files.writeString(dir.resolve('tree/run'), 'other')
        pack(name)

        then:
        host.apply(unarchive, src: name, to: to, owner: 'daemon').kind() == Change.Kind.UPDATE
        Files.readString(to.resolve('tree/run')) == 'other'

        where:
        name << ['x.tar', 'x.tar.gz', 'x.tar.xz', 'x.tar.zst', 'x.tar.bz2']
    }

    def "a zip archive"() {
        given:
        OnHost.run('sh', '-euc', 'cd "$1" && rm "tree/sub dir/link" && zip -q -r x.zip tree', 'sh', dir)

        expect:
        host.apply(unarchive, src: 'x.zip', to: to, owner: '1').kind() == Change.Kind.CREATE
        OnHost.run('diff', '-r', dir.resolve('tree'), to.resolve('tree')) == ''
        OnHost.run('stat', '-c', '%a %u', to.resolve('tree/run')) == '755 1'
    }

    def "an archive of the host, or of a URL, with parts of its names left out"() {
        given:
        def archive = pack('x.tar.gz')

        expect:
        host.apply(unarchive, src: archive, to: to, onHost: true, strip: 1).kind() == Change.Kind.CREATE
        Files.readString(to.resolve('sub dir/ünï')) == 'content'
        Files.exists(archive)
        host.apply(unarchive, src: "file://$archive", to: "$dir/other", checksum: 'sha256:' + Content.digest(Files.readAllBytes(archive))).kind() == Change.Kind.CREATE
        Files.isExecutable(dir.resolve('other/tree/run'))
        host.plan(unarchive, src: "$dir/none", to: to, onHost: true).kind() == Change.Kind.MAYBE
    }

    def "nothing is unpacked while what it creates is there"() {
        given:
        pack('x.tar')
        Files.createDirectories(to.resolve('tree'))

        expect:
        host.plan(unarchive, src: 'x.tar', to: to, creates: 'tree').kind() == Change.Kind.NONE
        host.plan(unarchive, src: 'x.tar', to: to, creates: "$to/tree").kind() == Change.Kind.NONE
        host.apply(unarchive, src: 'x.tar', to: to, creates: 'tree/run').kind() == Change.Kind.CREATE
        host.plan(unarchive, src: 'x.tar', to: to, creates: 'tree/run').summary() == 'tree/run is there'
    }

    def "an archive with #what is refused, and nothing is written"() {
        given:
        OnHost.run('sh', '-euc', "cd \"\$1\"; $make", 'sh', dir)

        when:
        host.apply(unarchive, src: 'bad', to: to)

        then:
        Refusal e = thrown()
        e.message.startsWith('refused by rule archive: refused, nothing is unpacked: ')
        e.message.contains(said)
        to.toFile().list().length == 0
        !Files.exists(dir.resolve('escaped'))

        where:
        what                         | said                            | make
        'a way up'                   | 'it leads out'                  | 'mkdir to; touch escaped; tar -P -cf bad tree ./to/../escaped; rm escaped; rmdir to'
        'a path from the root'       | 'it leads out'                  | 'tar -P -cf bad tree "$PWD/tree/run"'
        'a link to elsewhere'        | 'a link out of the directory'   | 'ln -s /etc tree/etc; tar -cf bad tree'
        'a link further up'          | 'a link out of the directory'   | 'ln -s ../../x "tree/sub dir/up"; ln -s ../../../x "tree/sub dir/out"; tar -cf bad tree'
        'a hard link to elsewhere'   | 'a hard link out'               | 'ln tree/run tree/two; tar -P -cf bad tree/run --transform "s,tree/run,../x,RSh" tree/two'
        'a device'                   | 'neither file, directory nor'   | 'mknod tree/null c 1 3; tar -cf bad tree'
        'a pipe'                     | 'neither file, directory nor'   | 'mkfifo tree/pipe; tar -czf bad tree'
        'a name that is hard to tell' | 'such a name is not unpacked'  | 'touch "tree/a\nb"; tar -cf bad tree'
        'a link in a zip'            | 'links are unpacked from tar'   | 'zip -q -r -y bad.zip tree; mv bad.zip bad'
        'a way up in a zip'          | 'it leads out'                  | 'mkdir to; touch escaped; (cd to && zip -q bad.zip ../escaped); mv to/bad.zip bad; rm escaped; rmdir to'
    }

    def "nothing is unpacked through a link that is there"() {
        given:
        pack('x.tar', '--no-recursion', 'tree/run', 'tree/sub dir/ünï')
        Files.createDirectories(to)
        Files.createSymbolicLink(to.resolve('tree'), Files.createDirectory(dir.resolve('outside')))

        when:
        host.apply(unarchive, src: 'x.tar', to: to)

        then:
        Refusal e = thrown()
        e.message.contains("$to/tree is a link")
        dir.resolve('outside').toFile().list().length == 0
    }

    def "what is no archive, or does not fit, is not taken for done"() {
        given:
        OnHost.run('mount', '-t', 'tmpfs', '-o', 'size=300k', 'none', Files.createDirectory(to))
        def random = new byte[200_000]
        new Random(5).nextBytes(random)
        Files.write(dir.resolve('tree/long'), random)
        pack('long.tar')
        Files.writeString(dir.resolve('no.tar'), 'no archive')

        when:
        host.apply(unarchive, src: 'no.tar', to: to)

        then:
        thrown(CommandFailure)

        when:
        host.apply(unarchive, src: 'long.tar', to: to)

        then:
        CommandFailure e = thrown()
        e.answer().err().contains('No space left')
        to.toFile().list().every { !it.startsWith('.berth') }
        host.plan(unarchive, src: 'long.tar', to: to).kind() == Change.Kind.CREATE

        cleanup:
        OnHost.run('umount', to)
    }

    def "#parameters cannot be: #message"() {
        expect:
        host.check(unarchive, [to: '/x'] + parameters) == [message]

        where:
        parameters                                       | message
        [src: 'none']                                    | "there is no file 'none' that can be read"
        [src: 'https://x/y.tar']                         | "what is unpacked from a URL needs a 'checksum'"
        [src: 'x', onHost: true]                         | "'src' is a path from the root on, not 'x'"
        [src: '/x', onHost: true, checksum: 'sha256:0']  | "'checksum' is for a URL"
        [src: '/x', onHost: true, strip: -1]             | "'strip' is 0 or more, not -1"
    }

    def "names are names: #name"() {
        given:
        pack(name)

        expect:
        host.apply(unarchive, src: name, to: "$to/$name", creates: name).kind() == Change.Kind.CREATE
        Files.exists(to.resolve(name).resolve('tree/run'))

        where:
        name << ["it's \$(touch pwned); `x`.tar", 'ünï ☃.tar', 'two\nlines.tar']
    }
}
