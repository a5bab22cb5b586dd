package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.api.Script
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.image.ArchiveRefused
import io.berth.image.PackedFile
import io.berth.image.Release
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

/** What becomes of a store when things go wrong, and of what should not come into it. */
class ImageFaultsSpec extends StoreSpecification {

    /** Archives that do what none of a system does, by what is wrong with them. */
    private Path hostile(String how) {
        def file = dir.resolve('hostile.tar')
        OnHost.run('perl', '-e', '''
            my ($file, $how, $dir) = @ARGV;
            sub entry { my ($name, $type, $target, $content, $major, $minor) = @_; $content //= '';
                my $h = pack 'a100 a8 a8 a8 a12 a12 a8 a1 a100 a6 a2 a32 a32 a8 a8 a155 x12', $name, '0000644', '0000000', '0000000', sprintf('%011o', length $content),
                    '00000000000', ' ' x 8, $type, $target // '', "ustar\\0", '00', 'root', 'root', sprintf('%07o', $major // 0), sprintf('%07o', $minor // 0), '';
                substr($h, 148, 8) = sprintf('%06o', unpack '%32C*', $h) . "\\0 ";
                $h . $content . "\\0" x (-length($content) % 512) }
            my %tars = (
                traversal => entry('a/../../outside', 0, '', 'bad'), dots => entry('..', 5), absolute => entry("$dir/outside", 0, '', 'bad'),
                'through a link' => entry('l', 2, $dir) . entry('l/outside', 0, '', 'bad'),
                'through a link below' => entry('d', 5) . entry('./d//l', 2, '../..') . entry('d/l/outside', 0, '', 'bad'),
                'hard link out' => entry('h', 1, "$dir/secret"), 'hard link up' => entry('h', 1, '../../secret'),
                'hard link through a link' => entry('l', 2, $dir) . entry('h', 1, 'l/secret'),
                'device' => entry('disk', 4, '', '', 8, 0), 'device with dots' => entry('dev/../disk', 3, '', '', 1, 1), 'device like dev' => entry('devil', 3, '', '', 1, 1));
            open my $out, '>', $file or die; print $out entry('first', 0, '', 'ok') . ($tars{$how} // die "no $how") . "\\0" x 1024;
            ''', file, how, dir)
        file
    }

    def "an archive with a trick is refused, by the controller and by the host: #how"() {
        given:
        Files.writeString(dir.resolve('secret'), 'secret')
        def archive = hostile(how)

        when:
        PackedFile.of(archive).feed(false, { }).to(OutputStream.nullOutputStream())

        then:
        ArchiveRefused here = thrown()
        here.message.contains(why)

        when:
        host.apply(new ImageImportTask(), image: 'i', from: archive, onHost: true)

        then:
        Refusal there = thrown()
        there.message.contains(why)
        releases('i') == []
        nothingLeft('i')
        !Files.exists(dir.resolve('outside'))
        Files.readString(dir.resolve('secret')) == 'secret'

        where:
        how                        | why
        'traversal'                | 'leads out'
        'dots'                     | 'leads out'
        'absolute'                 | 'begins at the root'
        'through a link'           | 'goes through the link l'
        'through a link below'     | 'goes through the link d/l'
        'hard link out'            | 'begins at the root'
        'hard link up'             | 'leads out'
        'hard link through a link' | 'goes through the link l'
        'device'                   | 'device outside of dev/'
        'device with dots'         | 'leads out'
        'device like dev'          | 'device outside of dev/'
    }

    def "what the controller refuses on the way makes no release, and the next one takes away what is left"() {
        given:
        hostile('hard link out')

        when:
        host.apply(new ImageImportTask(), image: 'i', from: 'hostile.tar')

        then:
        thrown(Refusal)
        releases('i') == []

        when:
        capture('i', small())

        then:
        nothingLeft('i')
    }

    def "what is no archive, or half of one, is told and leaves nothing: #what"() {
        given:
        tree(3, dir.resolve('from'), false)
        OnHost.run('sh', '-euc', 'cd "$1"; tar -C from -czf whole.tar.gz .; head -c 3000 whole.tar.gz >half.tar.gz; gzip -dc whole.tar.gz | head -c 20000 >half.tar; echo text >text', 'sh', dir)

        when:
        host.apply(new ImageImportTask(), image: 'i', from: onHost ? dir.resolve(what) : what, onHost: onHost, devices: true)

        then:
        Exception e = thrown()
        e instanceof TaskFailure || e instanceof IOException
        releases('i') == []

        and: 'where a script was killed for it, the next one takes away what it left'
        capture('i', small())
        nothingLeft('i')

        where:
        [what, onHost] << [['half.tar.gz', 'half.tar', 'text'], [true, false]].combinations()
    }

    def "a store without room: the import fails with how much is free, and nothing is left of it"() {
        given:
        def from = small()
        OnHost.run('sh', '-c', 'head -c 6000000 /dev/urandom >"$1"', 'sh', from.resolve('large'))
        OnHost.run('tar', '-C', from, '-cf', dir.resolve('large.tar'), '.')
        Files.createDirectories(store)
        OnHost.run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'berth-spec', store)
        def kept = capture('j', small('kept'))

        when:
        action.call(host, dir, from)

        then:
        CommandFailure e = thrown()
        "${e.message}${e.next()}".contains('MiB are free')
        nothingLeft('i')
        releases('i') == []
        releases('j') == [kept]

        cleanup:
        OnHost.run('umount', store)

        where:
        action << [{ OnHost on, Path at, Path tree -> on.apply(new ImageImportTask(), image: 'i', from: 'large.tar') },
                   { OnHost on, Path at, Path tree -> on.apply(new ImageImportTask(), image: 'i', from: at.resolve('large.tar'), onHost: true) },
                   { OnHost on, Path at, Path tree -> on.apply(new ImageCaptureTask(), image: 'i', from: tree) }]
    }

    def "killed at #when, a script leaves no release, and the next one takes away what it left"() {
        given: 'tools that stop for good where they are asked for that'
        def bin = Files.createDirectories(dir.resolve('bin'))
        def stop = Files.writeString(bin.resolve(tool), """#!/bin/sh
            case "\$*" in $arguments) : >$dir/reached; exec sleep 1000 ;; esac
            PATH=\${PATH#*:}; exec $tool "\$@"
            """.stripIndent())
        stop.toFile().setExecutable(true)
        def command = ImageScript.command(ImageScript.of('capture.sh'), [store, 'i', 'run', 'stable', 'tree', small(), 'from']*.toString())
        def builder = new ProcessBuilder(['setsid'] + command.argv()).redirectErrorStream(true).redirectOutput(dir.resolve('out').toFile())
        builder.environment().PATH = "$bin:${System.getenv('PATH')}".toString()

        when:
        def process = builder.start()
        until { Files.exists(dir.resolve('reached')) }
        OnHost.run('pkill', '-KILL', '-s', process.pid())
        process.waitFor()

        then:
        releases('i') == []
        !nothingLeft('i')

        when:
        def release = capture('i', small())

        then:
        releases('i') == [release]
        nothingLeft('i')

        where:
        when          | tool        | arguments
        'the copying' | 'cp'        | '*'
        'the digest'  | 'openssl'   | '*'
        'the sealing' | 'sync'      | '*release'
        'the rename'  | 'mv'        | '"-T "*'
    }

    def "while somebody writes, another one does not take that away"() {
        given:
        def command = ImageScript.command(ImageImportTask.IMPORT, [store, 'i', 'run', '', '', 'x', 'disk', 'no', '0', 'plain', 'disk']*.toString())
        def first = new ProcessBuilder(command.argv()).redirectErrorStream(true).redirectOutput(dir.resolve('out').toFile()).start()
        first.outputStream.write('half'.bytes)
        first.outputStream.flush()
        until { (store.resolve('i/work').toFile().listFiles() ?: []).any { new File(it, 'new').directory } }

        when:
        def second = capture('i', small())
        first.outputStream.close()

        then:
        first.waitFor() == 0
        releases('i').size() == 2
        releases('i').contains(second)
        nothingLeft('i')
    }

    def "two imports of the same at once make one release"() {
        given:
        OnHost.run('tar', '-C', tree(4, dir.resolve('from'), false), '-cf', dir.resolve('x.tar'), '.')
        def command = ImageScript.command(ImageImportTask.IMPORT, [store, 'i', 'run', 'stable', '', 'x', 'auto', 'yes', '0', '', '', dir.resolve('x.tar')]*.toString())

        when:
        def both = (1..2).collect { new ProcessBuilder(command.argv()).redirectErrorStream(true).redirectOutput(dir.resolve("out$it").toFile()).start() }

        then:
        both*.waitFor() == [0, 0]
        releases('i').size() == 1
        nothingLeft('i')
    }

    def "pruned are old ones, but none that has an alias, is used or is being read"() {
        given:
        def made = (1..6).collect { capture('i', small("text $it")) }
        host.apply(new ImageAliasTask(), image: "i@${made[0]}", alias: 'first')
        OnHost.run('sh', '-euc', Script.of(Release, 'open.sh').text(), 'sh', store, 'i', made[1], 'kvm1.w01')
        def reader = new ProcessBuilder('flock', '--shared', store.resolve("i/releases/${made[2]}/release").toString(), 'cat').start()
        until { new ProcessBuilder('flock', '--nonblock', store.resolve("i/releases/${made[2]}/release").toString(), 'true').start().waitFor() == 1 }

        expect:
        host.plan(new ImagePruneTask(), image: 'i').kind() == Change.Kind.NONE
        host.apply(new ImagePruneTask(), image: 'i', keep: 2).summary() == "remove ${made[3]}"
        releases('i') as Set == [made[0], made[1], made[2], made[4], made[5]] as Set

        when: 'the reader is gone, and the slot has it no more'
        reader.outputStream.close()
        reader.waitFor()
        OnHost.run('sh', '-euc', Script.of(Release, 'settle.sh').text(), 'sh', store, 'i', '', 'kvm1.w01')

        then:
        host.apply(new ImagePruneTask(), image: 'i', keep: 2).kind() == Change.Kind.DELETE
        releases('i') as Set == [made[0], made[4], made[5]] as Set
        nothingLeft('i')
    }

    def "whoever opens a release while others are pruned has it whole, or is told that there is none"() {
        given:
        def made = (1..4).collect { capture('i', small("text $it")) }
        def open = { String name -> new ProcessBuilder('sh', '-euc', Script.of(Release, 'open.sh').text(), 'sh', store.toString(), 'i', name, "kvm1.$name").start().waitFor() }
        def pool = Executors.newFixedThreadPool(4)

        when:
        def opened = made.collect { name -> pool.submit({ open(name) } as Callable) }
        def pruning = new ProcessBuilder(ImageScript.command(ImagePruneTask.PRUNE, [store.toString(), 'i', 'run', '1']).argv()).start()
        def status = opened*.get(30, TimeUnit.SECONDS)

        then:
        pruning.waitFor() == 0
        [made, status].transpose().every { name, ended -> ended == (releases('i').contains(name) ? 0 : 45) }
        releases('i').contains(made[3])

        cleanup:
        pool.shutdownNow()
    }

    def "a release that is not what it was is found: #how"() {
        given:
        def release = capture('i', small(), [form: form])
        def other = capture('i', small('other'))

        when:
        host.perform(host.plan(new ImageVerifyTask(), image: 'i'))

        then:
        host.said.containsAll(["$release is whole", "$other is whole"]*.toString())

        when:
        damage.call(content('i', release))
        host.perform(host.plan(new ImageVerifyTask(), image: 'i'))

        then:
        CommandFailure e = thrown()
        e.message.contains("damaged: $release")
        !e.message.contains(other)

        where:
        how         | form      | damage
        'content'   | 'tree'    | { it.resolve('etc/motd').toFile() << '!' }
        'metadata'  | 'tree'    | { OnHost.run('chmod', '600', it.resolve('etc/motd')) }
        'a name'    | 'tree'    | { it.resolve('etc/motd').toFile().renameTo(it.resolve('etc/issue').toFile()) }
        'an attribute' | 'tree' | { OnHost.run('setfattr', '-n', 'user.x', '-v', 'y', it.resolve('etc/motd')) }
        'the file'  | 'archive' | { it.toFile() << '!' }
    }
}
