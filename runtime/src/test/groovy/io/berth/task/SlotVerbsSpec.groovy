package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What is done with a slot's tree: tasks and scripts are the real ones, the disk a real file of a few MB, libvirt alone is played. */
class SlotVerbsSpec extends Specification {

    @TempDir
    File dir

    /** Redeployed once for all. */
    @Shared @TempDir
    File first

    LoopSlot slot
    LoopHost host

    def setupSpec() {
        def made = new LoopSlot(first)
        made.release('aaaaaaaaaaaa')
        assert made.run(release: 'stable').status() == 0
    }

    /** A slot that has the golden tree, with an identity, and is off. */
    def setup() {
        LoopSlot.sh 'cp -a --sparse=always "$1/golden" "$1/store" "$1/state" "$2"', first, dir
        slot = new LoopSlot(dir)
        slot.domain 'shut off'
        LoopSlot.sh 'cp --sparse=always "$1" "$2"', new File(first, 'w01.raw'), slot.disk
        host = new LoopHost(slot)
    }

    /** The same system on a disk of that kind. */
    private void on(String kind) {
        if (kind == 'qcow2') {
            slot = new LoopSlot(dir, 'w01', new File(dir, 'w01.qcow2'))
            slot.domain 'shut off'
            LoopSlot.sh 'qemu-img convert -f raw -O qcow2 "$1" "$2"', new File(first, 'w01.raw'), slot.disk
            host = new LoopHost(slot)
        }
    }

    /** All there is to see of what is below, times to the nanosecond included. */
    private static String listed(File directory) {
        LoopSlot.sh('cd "$1"; find . -printf "%p %y %m %U:%G %s %T@ %n %l\\n" | sort; find . -type f -exec sha256sum {} + | sort; getfattr -R -d -m - . 2>/dev/null', directory)
    }

    private void nothingIsLeft() {
        assert slot.held() == ''
        assert slot.left() == []
        assert !new File(dir, 'state/staging').list()
    }

    def "a directory is extracted as it is, to a tree and to archives; what is there is not lost"() {
        given:
        slot.inside 'echo log >"$1/var/lib/log"; chmod 640 "$1/var/lib/log"; touch -d "2020-02-02 02:02:02.5" "$1/var/lib/log"'

        when:
        host.apply(new SlotExtractTask(), [path: '/usr', to: 'out/usr'])
        host.apply(new SlotExtractTask(), [path: '/var/lib/', to: 'out/lib.tar.gz'])
        host.apply(new SlotExtractTask(), [path: '/', to: 'out/all.tar'])

        then:
        listed(new File(dir, 'out/usr')) == listed(new File(slot.golden, 'usr'))
        LoopSlot.sh('tar -tvzf "$1" --full-time | tr -s " " | cut -d " " -f 1,3-', new File(dir, 'out/lib.tar.gz')).contains('-rw-r----- 4 2020-02-02 02:02:02.5 ./log')
        LoopSlot.sh('tar -tf "$1"', new File(dir, 'out/all.tar')).readLines().containsAll(['./etc/hostname', './dev/null'])
        new File(dir, 'out').list().sort() == ['all.tar', 'lib.tar.gz', 'usr']
        nothingIsLeft()

        when:
        host.apply(new SlotExtractTask(), [path: '/etc', to: 'out/usr'])

        then:
        Refusal e = thrown()
        e.message == "$dir/out/usr is there already, and would be lost"

        when:
        host.apply(new SlotExtractTask(), [path: '/etc', to: 'out/usr', replace: true])

        then:
        new File(dir, 'out/usr/hostname').text == 'w01.example.org\n'
        !new File(dir, 'out/usr/acl').exists()
    }

    def "no link of the slot is followed out of it, when #what"() {
        given: 'a host that a hostile tree points to'
        def outside = new File(dir, 'outside')
        LoopSlot.sh 'mkdir -p "$1/sub"; echo secret >"$1/file"; echo secret >"$1/sub/file"', outside
        def before = listed(outside)
        def files = new File(dir, 'files')
        LoopSlot.sh 'mkdir -p "$1/etc/sub"; echo mine >"$1/etc/file"; echo mine >"$1/etc/sub/file"', files
        slot.inside 'at=$1; shift; rm -rf "$at/etc.old"; mv "$at/etc" "$at/etc.old"; eval "$1"', hostile.replace('OUTSIDE', outside.path)

        when:
        def ended = end { host.apply(task, values) }

        then:
        ended ==~ message
        listed(outside) == before
        !new File(dir, 'out').exists() || LoopSlot.sh('grep -r secret "$1" || true', new File(dir, 'out')) == ''
        nothingIsLeft()

        where:
        what                                 | task                  | values                        | hostile                                                        || message
        'its /etc is one'                    | new SlotInsertTask()  | [from: 'files']               | 'ln -s "OUTSIDE" "$at/etc"'                                    || '.*/etc in the slot is a symbolic link: it is not followed'
        'it is relative'                     | new SlotInsertTask()  | [from: 'files']               | 'ln -s ../../../outside "$at/etc"'                             || '.*/etc in the slot is a symbolic link: it is not followed'
        'it is on the way'                   | new SlotInsertTask()  | [from: 'files', to: '/etc/x'] | 'ln -s "OUTSIDE" "$at/etc"'                                    || '.*/etc in the slot is a symbolic link: it is not followed'
        'a directory below is one'           | new SlotInsertTask()  | [from: 'files']               | 'mkdir "$at/etc"; ln -s "OUTSIDE/sub" "$at/etc/sub"'           || '.*/etc/sub in the slot is a symbolic link: it is not followed'
        'a file is one: it is replaced'      | new SlotInsertTask()  | [from: 'files']               | 'mkdir "$at/etc"; ln -s "OUTSIDE/file" "$at/etc/file"'         || 'done'
        'it is extracted'                    | new SlotExtractTask() | [path: '/etc', to: 'out']     | 'ln -s "OUTSIDE" "$at/etc"'                                    || '.*/etc in the slot is a symbolic link: it is not followed'
        'it is on the way of what is copied' | new SlotExtractTask() | [path: '/etc/sub', to: 'out'] | 'ln -s "OUTSIDE" "$at/etc"'                                    || '.*/etc in the slot is a symbolic link: it is not followed'
        'what is extracted has some'         | new SlotExtractTask() | [path: '/etc', to: 'out']     | 'mkdir "$at/etc"; ln -s "OUTSIDE" "$at/etc/sub"'               || 'done'
        'it is stored'                       | new SlotStoreTask()   | [image: 'golden']             | 'ln -s "OUTSIDE" "$at/etc"'                                    || 'done'
        'a file is where a directory goes'   | new SlotInsertTask()  | [from: 'files']               | 'echo >"$at/etc"'                                              || '.*/etc in the slot is no directory'
        'a directory is where a file goes'   | new SlotInsertTask()  | [from: 'files']               | 'mkdir -p "$at/etc/file"'                                      || '.*/etc/file in the slot is a directory'
    }

    private static String end(Closure<?> work) {
        try {
            work()
            'done'
        } catch (TaskFailure e) {
            e.message
        }
    }

    def "what is laid over a slot is all that changes: #what"() {
        given:
        def files = new File(dir, 'files')
        LoopSlot.sh '''mkdir -p "$1/etc/new.d" "$1/usr/bin"; chmod 700 "$1/etc" "$1"; chmod 750 "$1/etc/new.d"; echo hello >"$1/etc/motd"; ln -s motd "$1/etc/greeting"
            echo other >"$1/usr/acl"; printf '#!/bin/sh\\n' >"$1/usr/bin/tool"; chmod 755 "$1/usr/bin/tool"
            tar -C "$1" -cf "$1.tar" . && zstd -q "$1.tar" && (cd "$1" && find . | cpio --quiet -o -H newc) >"$1.cpio"''', files
        def before = slot.inside('cd "$1"; stat -c "%n %a %U %y" . etc usr usr/bin')

        when:
        host.apply(new SlotInsertTask(), values)

        then:
        slot.inside('cd "$1"; stat -c "%n %a %U %y" . etc usr usr/bin') == before
        slot.inside("cd \"\$1$at\"; cat etc/motd usr/acl; readlink etc/greeting; stat -c '%a %U' usr/bin/tool etc/new.d") == 'hello\nother\nmotd\n755 root\n750 root\n'
        (slot.differences() - LoopSlot.IDENTITY).findAll { !it.startsWith('srv/') } == differences
        nothingIsLeft()

        where:
        what                        | values                           | at         || differences
        'a directory'               | [from: 'files']                  | ''         || ['etc/greeting', 'etc/motd', 'etc/new.d/', 'usr/acl', 'usr/bin/tool']
        'an archive'                | [from: 'files.tar.zst']          | ''         || ['etc/greeting', 'etc/motd', 'etc/new.d/', 'usr/acl', 'usr/bin/tool']
        'one of another kind'       | [from: 'files.cpio']             | ''         || ['etc/greeting', 'etc/motd', 'etc/new.d/', 'usr/acl', 'usr/bin/tool']
        'a directory, further down' | [from: 'files', to: '/srv/a b/'] | '/srv/a b' || []
    }

    def "of the slot's host a directory and an archive are taken, too"() {
        given:
        LoopSlot.sh 'mkdir -p "$1/etc"; echo hello >"$1/etc/motd"; tar -C "$1" -czf "$1.tgz" .', new File(dir, 'there')

        when:
        host.apply(new SlotInsertTask(), [from: "$dir/there".toString(), to: '/a', onHost: true])
        host.apply(new SlotInsertTask(), [from: "$dir/there.tgz".toString(), to: '/b', onHost: true])

        then:
        slot.inside('cat "$1/a/etc/motd" "$1/b/etc/motd"') == 'hello\nhello\n'
        end { host.apply(new SlotInsertTask(), [from: "$dir/nothing".toString(), onHost: true]) } ==~ /.*there is no file .*nothing on this host/
        nothingIsLeft()
    }

    def "an archive that leads out is refused, and the slot is as it was"() {
        given:
        LoopSlot.sh 'cd "$1"; mkdir deep; echo evil >evil; cd deep; tar -P -cf ../evil.tar ../evil', dir
        def before = slot.inside('find "$1" -printf "%p %T@\\n"')

        expect:
        end { host.apply(new SlotInsertTask(), [from: 'evil.tar']) } == 'refused by rule archive: ../evil: it leads out of the tree'
        slot.inside('find "$1" -printf "%p %T@\\n"') == before
        nothingIsLeft()
    }

    def "a slot is stored without what only that one system has, here and through the controller, and is the same release"() {
        given:
        slot.inside 'echo changed >"$1/usr/acl"; mkdir -p "$1/var/lib/systemd"; echo seed >"$1/var/lib/systemd/random-seed"'

        when:
        host.apply(new SlotStoreTask(), [image: 'golden', alias: 'mine'])
        String release = host.told.release
        host.apply(new SlotStoreTask(), [image: 'golden'])
        host.apply(new SlotStoreTask(), [image: 'far'])

        then:
        def tree = new File(slot.store, "golden/releases/$release/tree")
        new File(tree, 'usr/acl').text == 'changed\n'
        LoopSlot.sh('cd "$1"; find . -name "ssh_host*" -o -name machine-id -o -name random-seed -o -name lost+found', tree) == ''
        new File(tree, 'etc/hostname').text == 'w01.example.org\n'
        LoopSlot.sh('readlink "$1"; readlink "$2"', new File(slot.store, 'golden/aliases/mine'), new File(slot.store, 'golden/aliases/stable')) == "../releases/$release\n../releases/2026-11-21-aaaaaaaaaaaa\n"
        new File(slot.store, 'golden/releases').list().size() == 2
        listed(tree) == listed(new File(slot.store, "far/releases/${new File(slot.store, 'far/releases').list()[0]}/tree"))
        nothingIsLeft()

        when: 'it is deployed'
        LoopSlot.sh 'rm -rf "$1"; cp -a "$2" "$1"', slot.golden, tree

        then:
        slot.run(release: 'mine').status() == 0
        slot.differences().every { it in LoopSlot.IDENTITY || it.startsWith('var/lib/systemd') }
    }

    def "a guest that runs is left alone: it is refused, and said what to do"() {
        given:
        slot.domain 'running'

        expect:
        [(new SlotExtractTask()): [path: '/etc', to: 'out'], (new SlotInsertTask()): [from: '/etc/default', onHost: true], (new SlotStoreTask()): [image: 'golden'],
         (new SlotVerifyTask()): [:], (new SlotMountTask()): [:]].every { task, values ->
            try {
                host.apply(task, values)
                false
            } catch (Refusal e) {
                assert e.message.endsWith('refused by rule guest: the guest of w01 is running: its tree is in use')
                assert e.next() == 'shut it down first: --down does, or the task shutdown'
                true
            }
        }
        slot.domain() == 'running'
        nothingIsLeft()
    }

    def "half of a system is neither stored nor compared"() {
        given:
        def record = new File(dir, 'state/slots/w01.json')
        record.text = record.text.replace('"result": "deployed"', '"result": "failed"')

        expect:
        end { host.apply(new SlotStoreTask(), [image: 'golden']) }.contains('refused by rule half')
        end { host.apply(new SlotVerifyTask()) }.contains('refused by rule half')
        new File(slot.store, 'golden/releases').list().size() == 1
        nothingIsLeft()
    }

    def "what differs from the release is told, and the identity's own apart"() {
        when:
        host.apply(new SlotVerifyTask())

        then:
        host.told.differences == []
        host.told.identity*.tokenize(':')*.first() as Set == LoopSlot.IDENTITY.collect { "/$it".toString() } as Set

        when:
        slot.inside '''cd "$1"; echo changed >usr/acl; chmod 4711 usr/bin/suid; rm usr/fifo; mkdir var/lib/new; setcap -r usr/bin/one
            cp -p usr/bin/one usr/bin/x; rm usr/bin/two; mv usr/bin/x usr/bin/two; touch -d 2021-01-01 usr/sparse; rm etc/link; echo >etc/link; mkdir var/log; echo >var/log/messages
            printf x >"$(printf 'usr/new\\nline\\377')"; rm dev/null; mknod dev/null c 1 5'''
        host.apply(new SlotVerifyTask(), [exclude: ['/var/log']])

        then:
        TaskFailure e = thrown()
        e.message ==~ /slot w01 differs from golden@2026-11-21-aaaaaaaaaaaa in 10 places, first: .*/
        host.told.differences*.replace('\n', '?')*.replace('\uFFFD', '?') == [
            '/dev/null: device 1:5, not 1:3',
            '/etc/link: is a file, not a symbolic link',
            '/usr/acl: content',
            '/usr/bin/one: attribute security.capability',
            '/usr/bin/suid: mode 4711, not 755',
            '/usr/bin/two: hard links, attribute security.capability',
            '/usr/fifo: is missing',
            '/usr/new?line?: is new',
            '/usr/sparse: time',
            '/var/lib/new: is new']
        nothingIsLeft()
    }

    def "a slot that has the tree of an image without releases, and a release that is an archive, are compared as well"() {
        given:
        def record = new File(dir, 'state/slots/w01.json')
        LoopSlot.sh '''cd "$1/golden/releases/2026-11-21-aaaaaaaaaaaa"; tar --xattrs --xattrs-include='*' --format=posix --sparse -C tree -cf archive.tar . && gzip archive.tar && rm -r tree
            sed -i 's/^form tree/form archive/; s/^file tree/file archive.tar.gz/' release''', slot.store

        when:
        host.apply(new SlotVerifyTask())

        then:
        host.told.differences == []

        when:
        record.text = record.text.replace('"image": "golden", "release": "2026-11-21-aaaaaaaaaaaa"', '"image": "by-hand", "release": ""')
        host.apply(new SlotVerifyTask())

        then:
        host.told.differences == []
    }

    def "a slot is mounted, read or written, and locked for as long as that lasts: #kind"() {
        given:
        on(kind)
        def at = new File(dir, 'run/mnt/w01')

        when:
        def first = host.apply(new SlotMountTask(), [why: 'a look', at: at.path])

        then:
        first.summary() == "mount it at $at, to be read"
        new File(at, 'etc/hostname').text == 'w01.example.org\n'
        !new File(at, 'etc/hostname').with { try { it << 'x'; true } catch (IOException e) { false } }
        held() ==~ /.*@.*, who has it mounted at $at, since .*: a look/

        and: 'nothing else can be done with it, and what tries leaves it as it is'
        def redeploy = slot.run(release: 'stable')
        redeploy.status() == 75
        redeploy.said('next') == 'berth slot release w01'
        end { host.apply(new SlotInsertTask(), [from: '/etc/default', onHost: true]) }.contains('refused by rule lock: it is held by')
        end { host.apply(new SlotMountTask(), [write: true]) }.contains('it is held by')
        end { host.apply(new SlotUnlockTask(), [force: true]) }.contains('it is held by')
        new File(at, 'etc/hostname').exists()

        when:
        def release = host.apply(new SlotReleaseTask())

        then:
        release.kind() == Change.Kind.DELETE
        !at.exists()
        held() == ''
        nothingIsLeft()

        when:
        host.apply(new SlotMountTask(), [write: true, at: "$dir/elsewhere/a b".toString()])
        new File(dir, 'elsewhere/a b/etc/motd').text = 'written\n'
        host.apply(new SlotReleaseTask())

        then:
        slot.inside('cat "$1/etc/motd"') == 'written\n'
        nothingIsLeft()

        cleanup:
        unmounted(at)

        where:
        kind << ['raw', 'qcow2']
    }

    /** The script that mounts the slot, in a session of its own. */
    private Process mounting(String kind, File at) {
        def command = SlotMountTask.MOUNT.with(["$dir/run", "$dir/state", 'ada@desk pid 7 run r1', '1', 'r1', 'w01', kind, slot.disk.path, '1', 'ext4', 'auto', '', at, 'ro', ThisController.user(), '']*.toString())
        ProcessBuilder builder = new ProcessBuilder(['setsid'] + command.argv())
        builder.environment().PATH = "$slot.tools:${System.getenv('PATH')}".toString()
        builder.redirectErrorStream(true).start()
    }

    private String held() {
        host.attempt(SlotTree.script('slot/hold-look.sh').with(SlotScript.STATE_DIR, 'w01')).out().readLines().with { lines -> 'hold lives' in lines ? lines.last() - 'told ' : '' }
    }

    /** Whatever is left of a mount in this machine's own namespace. */
    private static void unmounted(File at) {
        new ProcessBuilder('umount', at.path).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() }
    }

    def "the lock ends with the mount, whoever unmounts; one in use is not released; one of somebody else's only when that is said: #kind"() {
        given:
        on(kind)
        def at = new File(dir, 'run/mnt/w01')
        def hold = new File(dir, 'state/holds/w01')
        host.apply(new SlotMountTask(), [at: at.path])

        when:
        def user = new ProcessBuilder('sleep', '60').directory(at).start()

        then:
        end { host.apply(new SlotReleaseTask()) }.endsWith("$at is in use")
        new File(at, 'etc').exists()

        when:
        user.destroyForcibly().waitFor()
        hold.text = 'eve@site\n' + hold.text.readLines().tail().join('\n') + '\n'

        then:
        end { host.apply(new SlotReleaseTask()) }.contains('it is held by eve@site, who has it mounted')

        when:
        unmounted(at)

        then:
        held() == ''
        slot.run(release: 'stable').status() == 0
        slot.held() == ''

        when:
        host.apply(new SlotMountTask(), [at: at.path])
        hold.text = 'eve@site\n' + hold.text.readLines().tail().join('\n') + '\n'
        host.apply(new SlotReleaseTask(), [force: true])

        then:
        nothingIsLeft()

        cleanup:
        user?.destroyForcibly()
        unmounted(at)

        where:
        kind << ['raw', 'qcow2']
    }

    def "killed by #signal in #phase, an insert leaves nothing mapped, mounted or locked, and the next one converges"() {
        given:
        def files = new File(dir, 'files/etc')
        files.mkdirs()
        (1..200).each { new File(files, "file$it").text = 'x' * 5000 }
        LoopSlot.sh 'tar -C "$1" -cf "$1.tar" .', files.parentFile
        def command = SlotTree.command(SlotInsertTask.INSERT, ["$dir/run", "$dir/state", 'ada@desk pid 7 run r1', '1', 'r1', 'w01', 'raw', slot.disk.path, '1', 'ext4', 'auto', '',
                                                              '', 'stream', '', 'plain', 'tar']*.toString())
        ProcessBuilder builder = new ProcessBuilder(['setsid'] + command.argv())
        builder.environment().PATH = "$slot.tools:${System.getenv('PATH')}".toString()
        def running = new LoopSlot.Running(builder.redirectErrorStream(true).start())
        Thread.start { try { running.process.outputStream.withCloseable { it << new File(dir, 'files.tar').bytes } } catch (IOException ignored) { } }

        when:
        running.reaches("phase $phase")
        running.signalGroup(signal)
        running.process.waitFor(20, TimeUnit.SECONDS)

        then:
        slot.held() == ''

        when:
        host.apply(new SlotInsertTask(), [from: 'files'])

        then:
        slot.inside('ls "$1/etc" | grep -c file') == '200\n'
        nothingIsLeft()

        where:
        signal | phase
        'KILL' | 'take'
        'KILL' | 'mount'
        'KILL' | 'insert'
        'TERM' | 'insert'
    }

    def "killed while it mounts, a mount is there with its lock, or not at all: #kind, #phase"() {
        given:
        on(kind)
        def at = new File(dir, 'run/mnt/w01')
        def running = new LoopSlot.Running(mounting(kind, at))

        when:
        running.reaches("phase $phase")
        running.signalGroup('KILL')
        running.process.waitFor(20, TimeUnit.SECONDS)
        if (held() == '') {
            host.apply(new SlotMountTask(), [at: at.path])
        }

        then:
        new File(at, 'etc').exists()

        when:
        host.apply(new SlotReleaseTask())

        then:
        nothingIsLeft()

        cleanup:
        unmounted(at)

        where:
        kind    | phase
        'raw'   | 'mount'
        'qcow2' | 'map'
        'qcow2' | 'mount'
    }

    def "killed once it has mounted, the mount is there with its lock, and what it left goes when that is given back"() {
        given: 'the first thing it removes then ends it'
        def at = new File(dir, 'run/mnt/w01')
        def rm = new File(slot.tools, 'rm')
        rm.text = '#!/bin/sh\ngrep -qF " ' + at + ' " /proc/mounts && kill -KILL 0\nexec /bin/rm "$@"\n'
        rm.executable = true

        when:
        Process process = mounting('raw', at)
        process.inputStream.text
        process.waitFor()
        rm.delete()

        then:
        process.exitValue() == 137
        held() != ''
        new File(at, 'etc').exists()

        when:
        host.apply(new SlotReleaseTask())

        then:
        nothingIsLeft()

        cleanup:
        unmounted(at)
    }

    def "a full disk is told, and nothing is left"() {
        given:
        LoopSlot.sh 'mkdir "$1"; head -c 80000000 /dev/urandom >"$1/big"', new File(dir, 'files')

        expect:
        end { host.apply(new SlotInsertTask(), [from: 'files']) } ==~ /.*it cannot be written; is the slot or its pool full\?/
        nothingIsLeft()
    }
}
