package io.berth.task

/** The real script on a real loop device and a small tree; only virsh is played. */
class RedeployScriptSpec extends SlotSpecification {

    def "a slot redeployed by #by, mapped by #method, is the golden tree but for its identity"() {
        given:
        def slot = new LoopSlot(dir)

        when:
        def run = slot.run(by: by, method: method)

        then:
        run.status() == 0
        slot.differences() == LoopSlot.IDENTITY
        slot.held() == ''
        slot.left() == []
        slot.record().subMap('result', 'image', 'release', 'strategy') == [result: 'deployed', image: 'golden', release: '', strategy: by]
        slot.domain() == 'shut off'

        where:
        [by, method] << [['rsync', 'tar'], ['partx', 'offset', 'auto']].combinations()
    }

    def "a dirty slot is equal to the golden tree again after a redeploy by #by"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        slot.inside '''cd "$1"
            rm -r usr/fifo usr/bin/two; echo changed >usr/acl; ln usr/acl usr/linked; setfacl -b usr/acl
            chmod 6777 usr/bin/one; chown 1:1 usr; setcap cap_sys_admin+ep usr/bin/suid; setfattr -n user.bad -v 1 etc
            i=0; while [ $i -lt 500 ]; do echo $i >var/lib/file$i; i=$((i + 1)); done
            rm -r dev; ln -s /tmp dev; mkdir etc/link.d; rm etc/link; mkdir etc/link'''

        when:
        def run = slot.run(by: by)

        then:
        run.status() == 0
        slot.differences() == LoopSlot.IDENTITY

        where:
        by << ['rsync', 'tar']
    }

    def "each redeploy gives a fresh machine-id and fresh host keys, and the rest of the hosts file stays"() {
        given:
        def slot = new LoopSlot(dir)

        when:
        def first = slot.run().lines.findAll { it.startsWith('fact host-key') || it.startsWith('fact machine-id') }
        def second = slot.run().lines.findAll { it.startsWith('fact host-key') || it.startsWith('fact machine-id') }

        then:
        first.size() == 2
        first.intersect(second) == []
        slot.inside('cat "$1/etc/hosts"') == '127.0.0.1 localhost\n127.0.1.1\tw01.example.org w01\n192.0.2.1 other # kept\n'
        slot.inside('cat "$1/etc/hostname"') == 'w01.example.org\n'
        slot.inside('cat "$1/etc/machine-id"').trim() == second.find { it.contains('machine-id') }.split(' ')[2]
        slot.inside('cat "$1/etc/ssh/ssh_host_ed25519_key.pub"') ==
                second.find { it.contains('host-key') } - 'fact host-key ' + ' root@w01.example.org\n'
        slot.inside('stat -c "%a %U" "$1"/etc/ssh/ssh_host_*_key').readLines().unique() == ['600 root']
    }

    def "an identity is given and remembered; keys that are kept stay the slot's over redeploys"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'cd "$1"; mkdir root; echo "root:x:0:0::/root:/bin/sh" >etc/passwd; echo "root:*:1:0:99999:7:::" >etc/shadow', slot.golden
        def identity = 'shown ssh host keys: kept\nshown   "two"\tback\\slash\nssh-keys kept\nauthorized root add\nauthorized-key root ssh-ed25519 AAAAx\npassword root $6$salt$hash\nend\n'

        when:
        def runs = ['rsync', 'tar'].collect { slot.run(by: it, identity: identity) }

        then:
        runs*.status() == [0, 0]
        runs.collect { it.lines.find { it.startsWith('fact host-key') } }.unique().size() == 1
        slot.differences() == (LoopSlot.IDENTITY + ['etc/shadow', 'root/', 'root/.ssh/', 'root/.ssh/authorized_keys']).sort() - 'root/'
        slot.record().identity == 'ssh host keys: kept\n  "two"\tback\\slash'
        slot.left() == []
        LoopSlot.sh('grep -rlF "salt\\$hash" "$1/run" "$1/state" "$1/errors" || true', dir) == ''
        runs.every { !it.lines.join('').contains('$hash') }
    }

    def "an RSA host key is made where the system asks for one"() {
        given:
        def slot = new LoopSlot(dir)
        new File(slot.golden, 'etc/ssh/sshd_config').text = 'HostKey /etc/ssh/ssh_host_rsa_key\n'

        expect:
        slot.run().status() == 0
        slot.inside('cut -d " " -f 1 "$1/etc/ssh/ssh_host_rsa_key.pub"') == 'ssh-rsa\n'
    }

    def "a source that is no operating system is not copied by #by"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        slot.domain 'running'
        def sources = [absent: ':', empty: 'mkdir "$1"', 'etc only': 'mkdir -p "$1/etc/x"', 'an empty usr': 'mkdir -p "$1/etc/x" "$1/usr"']
                .collect { what, how -> new File(dir, what).tap { LoopSlot.sh how, it } }

        expect:
        sources.every { source ->
            def run = slot.run(by: by, tree: source)
            assert run.status() == 70
            assert run.said('failed').contains('has no operating system in')
            slot.domain() == 'running'
        }
        slot.inside('ls "$1/usr/bin"').readLines() == ['one', 'suid', 'two']

        where:
        by << ['rsync', 'tar']
    }

    def "a disk that #who uses is not touched"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        File other = new File(dir, 'other name')
        LoopSlot.sh 'ln "$1" "$2"', slot.disk, other
        def stop = use(slot, other)

        when:
        def run = slot.run()

        then:
        run.status() == 75
        run.said('refused').startsWith('disk-in-use: ')
        run.said('refused').contains(named)
        !run.lines.contains('phase copy')
        slot.left() == []

        cleanup:
        stop?.call()

        where:
        who                        | named                | use
        'another running domain'   | "'thief'"            | { s, o -> new File(s.tools, 'stats').text = "Domain: 'thief'\n  block.count=1\n  block.0.path=$o\n"; null }
        'a backing chain'          | "'thief'"            | { s, o -> new File(s.tools, 'stats').text = "Domain: 'thief'\n  block.0.path=/x\n  block.1.path=${s.disk}\n"; null }
        'a loop device'            | 'attached to /dev/loop' | { s, o -> def loop = LoopSlot.sh('losetup -f --show "$1"', s.disk).trim(); { -> LoopSlot.sh('losetup -d "$1"', loop) } }
        'a program that locked it' | 'locked by a program' | { s, o -> def p = new ProcessBuilder('flock', "$s.disk", 'sh', '-c', 'echo; exec cat').start(); p.inputStream.read(); { -> p.outputStream.close() } }
    }

    def "a second run is refused and told who is at work; the first is not disturbed"() {
        given:
        def slot = new LoopSlot(dir)
        new File(slot.tools, 'stubborn').text = ''
        def first = slot.start(holder: 'eve@site pid 99 run r77', shutdown: 4)
        first.reaches('phase shutdown')

        when:
        def second = slot.run()

        then:
        second.status() == 75
        second.said('refused') ==~ /lock: it is held by eve@site pid 99 run r77, since 20\d\d-.*Z/

        when:
        first.end()

        then:
        first.status() == 0
        slot.differences() == LoopSlot.IDENTITY
        slot.left() == []
    }

    def "when only the script is killed, the next run ends what it left at work"() {
        given: 'a copy that does not end'
        def slot = new LoopSlot(dir)
        slot.tool('rsync', '#!/bin/sh\nexec sleep 1000\n')
        def killed = slot.start()
        killed.reaches('phase copy')
        awaitChild('sleep 1000', killed.process.pid())
        killed.signal('KILL')
        killed.process.waitFor()
        slot.tool('rsync', '#!/bin/sh\nexec /usr/bin/rsync "$@"\n')

        when:
        def next = slot.run()

        then:
        next.status() == 0
        next.said('say').contains('left at work by a run that was killed')
        slot.differences() == LoopSlot.IDENTITY
        slot.held() == ''
    }

    def "what a crashed run of this boot left attached is detached"() {
        given: 'its mapping record, and a loop device that outlived it'
        def slot = new LoopSlot(dir)
        slot.run()
        def loop = LoopSlot.sh('losetup -f --show "$1"', slot.disk).trim()
        LoopSlot.sh 'partx -a --nr 1:1 "$1"', loop
        new File(slot.dir, "state/maps/${slot.name}").text = new File('/proc/sys/kernel/random/boot_id').text + slot.disk + '\n'

        when:
        def run = slot.run()

        then:
        run.status() == 0
        run.said('say').contains("detaching $loop, left by a run that ended early")
        slot.held() == ''
        !new File(loop + 'p1').exists()
        slot.left() == []
    }

    def "a loop device that a run before the last reboot recorded is somebody else's by now"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        def loop = LoopSlot.sh('losetup -f --show "$1"', slot.disk).trim()
        new File(slot.dir, "state/maps/${slot.name}").text = "another-boot\n${slot.disk}\n"

        when:
        def run = slot.run()

        then:
        run.status() == 75
        run.said('refused') == "disk-in-use: ${slot.disk} is attached to $loop, and not by berth"

        cleanup:
        LoopSlot.sh 'losetup -d "$1"', loop
    }

    def "a loop device of somebody who is just done with it is waited for"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        def user = new ProcessBuilder('sh', '-euc', 'loop=$(losetup -f --show "$1"); echo "$loop"; sleep 0.7; losetup -d "$loop"', 'sh', slot.disk.path).start()
        user.inputStream.newReader().readLine()

        when:
        def run = slot.run()

        then:
        run.status() == 0
        user.waitFor() == 0
    }

    def "a tree that is larger than the slot fails by #by, and the guest stays off"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'head -c 80000000 /dev/urandom >"$1"', new File(slot.golden, 'usr/large')

        when:
        def run = slot.run(by: by, start: 'yes')

        then:
        run.status() == 70
        run.said('failed').contains('ended with status')
        slot.errors() =~ /No space left on device|Wrote only \d+ of/
        slot.record().result == 'failed'
        slot.domain() == 'shut off'
        slot.held() == ''
        slot.left() == []

        where:
        by << ['rsync', 'tar']
    }

    def "where there is no room file by file, all that is too much goes first"() {
        given:
        def slot = new LoopSlot(dir)
        slot.tool('rsync', 'case "$*" in *--delete-during*) exit 11 ;; esac; exec /usr/bin/rsync "$@"')

        when:
        def run = slot.run()

        then:
        run.status() == 0
        run.said('say').contains('all that is too much removed first')
        slot.differences() - LoopSlot.IDENTITY == []
    }

    def "an attribute that the slot's filesystem cannot hold fails by #by: to tar it is only worth a warning"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'setfattr -n user.large -v "$(head -c 1500 /dev/zero | tr "\\0" x)" "$1"', new File(slot.golden, 'usr/acl')

        when:
        def run = slot.run(by: by)

        then:
        run.status() == 70
        run.said('failed').contains(says)
        slot.record().result == 'failed'

        where:
        by      | says
        'rsync' | 'rsync ended with status 23'
        'tar'   | "Cannot set 'user.large' extended attribute for file './usr/acl'"
    }

    def "a copy by #by tells how far it is, in bytes that grow"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'for n in 1 2 3; do head -c 9000000 /dev/urandom >"$1/$n"; done', new File(slot.golden, 'usr')

        when:
        def told = slot.run(by: by).said('progress').readLines()*.split(' ')

        then:
        told.size() >= 3
        told.collect { it[0] as long } == told.collect { it[0] as long }.sort().unique()
        (told.last()[0] as long) > 20_000_000
        (told.last()[0] as long) < 45_000_000
        told.every { it[1] == '0' }

        where:
        by << ['rsync', 'tar']
    }

    def "a guest that somebody else starts meanwhile is no success"() {
        given: 'a copy during which that happens'
        def slot = new LoopSlot(dir)
        slot.tool('rsync', '#!/bin/sh\n/usr/bin/rsync "$@"\necho running >' + "'${slot.tools}/state'\n")

        when:
        def run = slot.run()

        then:
        run.status() == 70
        run.said('failed') == 'somebody else has started the guest meanwhile: it is running'
        slot.record().result == 'failed'
        slot.held() == ''
    }

    def "a slot full of what does not belong there has room for the golden tree by #by"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        slot.inside 'head -c 100000000 /dev/zero >"$1/zzz" 2>/dev/null || true'
        LoopSlot.sh 'head -c 30000000 /dev/urandom >"$1"', new File(slot.golden, 'etc/large')

        expect:
        slot.run(by: by).status() == 0
        slot.differences() == LoopSlot.IDENTITY

        where:
        by << ['rsync', 'tar']
    }

    def "a filesystem that is not the slot's fails by rsync and is made anew by tar"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'loop=$(losetup -f --show -o 1048576 "$1"); mkswap -q "$loop"; losetup -d "$loop"', slot.disk

        when:
        def byRsync = slot.run()

        then:
        byRsync.status() == 70
        byRsync.said('failed').contains('holds swap, not ext4')
        byRsync.said('next') == 'redeploy by tar: it makes the filesystem anew'
        slot.held() == ''

        expect:
        slot.run(by: 'tar').status() == 0
        slot.differences() == LoopSlot.IDENTITY
    }

    def "a damaged filesystem is repaired, or fails by rsync and is made anew by tar; the filesystem's UUID stays"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        def uuid = LoopSlot.sh('blkid -p -O 1048576 -o value -s UUID "$1"', slot.disk)
        LoopSlot.sh 'dd if=/dev/urandom of="$1" bs=1k seek=1030 count=400 conv=notrunc status=none', slot.disk

        when:
        def byRsync = slot.run()

        then:
        byRsync.status() == 70
        byRsync.said('failed') == 'the slot\'s filesystem is damaged'
        slot.held() == ''

        expect:
        slot.run(by: 'tar').status() == 0
        slot.differences() == LoopSlot.IDENTITY
        LoopSlot.sh('blkid -p -O 1048576 -o value -s UUID "$1"', slot.disk) == uuid
    }

    def "a mount that is not the expected one stops the redeploy before anything is copied"() {
        given: 'a mount command that mounts something else'
        def slot = new LoopSlot(dir)
        slot.tool('mount', '#!/bin/sh\nfor at; do :; done\nexec /bin/mount -t tmpfs tmpfs "$at"\n')

        when:
        def run = slot.run()

        then:
        run.status() == 75
        run.said('refused').startsWith('mount: ')
        run.said('refused').contains('tmpfs')
        slot.held() == ''
        slot.left() == []
    }

    def "a guest that does not shut down is #done"() {
        given:
        def slot = new LoopSlot(dir)
        new File(slot.tools, 'stubborn').text = ''

        when:
        def run = slot.run(shutdown: 1, onTimeout: onTimeout)

        then:
        run.status() == status
        slot.domain() == state
        new File(slot.tools, 'calls').text.contains('destroy') == (onTimeout == 'destroy')

        where:
        onTimeout | status | state      | done
        'destroy' | 0      | 'shut off' | 'destroyed'
        'fail'    | 70     | 'running'  | 'left running, and the redeploy fails'
    }

    def "a guest whose ssh does not answer fails, and the slot counts as deployed"() {
        given:
        def slot = new LoopSlot(dir)

        when:
        def run = slot.run(start: 'yes', ssh: 1)

        then:
        run.status() == 76
        run.said('failed') == 'ssh did not answer with the new host key within 1 s (no address: no DHCP lease yet)'
        slot.record().subMap('result', 'ready') == [result: 'deployed', ready: 'no']
        slot.domain() == 'running'
        slot.left() == []

        when: 'it does not even start'
        new File(slot.tools, 'nostart').text = ''
        def second = slot.run(start: 'yes')

        then:
        second.status() == 76
        second.said('failed') == 'libvirt does not start the domain: internal error: no such thing'
    }

    def "names are never more than names: #name"() {
        given:
        def slot = new LoopSlot(dir, name)

        expect:
        slot.run(by: by).status() == 0
        slot.differences() == LoopSlot.IDENTITY
        slot.record().slot == name
        slot.held() == ''
        slot.left() == []
        !new File(dir, 'pwned').exists() && !new File('pwned').exists()

        where:
        name               | by
        'two words'        | 'rsync'
        '-rf'              | 'tar'
        '$(touch pwned)'   | 'rsync'
        "it's \"quoted\"" | 'tar'
        'back\\slash'      | 'rsync'
        '*'                | 'tar'
        'tab\there'        | 'rsync'
        'ünïcode'          | 'tar'
    }

    def "a name that cannot be a file's is refused: #name"() {
        given:
        def slot = new LoopSlot(dir)
        List<String> command = slot.command()
        command[command.indexOf('w01')] = name

        when:
        def process = new ProcessBuilder(command).redirectErrorStream(true).start()

        then:
        process.inputStream.text.startsWith('failed ')
        process.waitFor() == 70

        where:
        name << ['', '.', '..', 'a/b', 'two\nlines']
    }

    def "a release of form #form is taken from its store by its alias, pinned there while it is copied, and settled when it is on the slot: by #by"() {
        given:
        def slot = new LoopSlot(dir)
        String release = form == 'tree' ? slot.release('aaaaaaaaaaaa') : slot.releaseArchive('aaaaaaaaaaaa')

        when:
        def run = slot.run(by: by, release: 'stable', phase: 'copy 1', fault: 'cp "$STORE/golden/used/here.w01" "$TOOLS/pins"')

        then:
        run.status() == 0
        new File(slot.tools, 'pins').text == "wanted $release\n"
        slot.pins() == "deployed $release\n"
        slot.differences() == LoopSlot.IDENTITY
        slot.record().subMap('image', 'release', 'digest', 'tree', 'previous', 'result') ==
                [image: 'golden', release: release, digest: 'aaaaaaaaaaaa' * 5, tree: "${slot.store}/golden/releases/$release/$file".toString(),
                 previous: '', result: 'deployed']
        slot.left() == []

        where:
        by      | form      | file
        'rsync' | 'tree'    | 'tree'
        'tar'   | 'tree'    | 'tree'
        'tar'   | 'archive' | 'archive.tar.zst'
    }

    def "record, history and store know what was on the slot before"() {
        given:
        def slot = new LoopSlot(dir)
        String first = slot.release('aaaaaaaaaaaa')
        slot.run(release: 'stable')
        String second = slot.release('bbbbbbbbbbbb')

        when: 'it is refreshed, and then the same is done again'
        slot.run(release: 'stable')
        slot.run(release: second)

        then:
        slot.record().subMap('release', 'previous') == [release: second, previous: "golden@$first".toString()]
        slot.pins() == "deployed $second\nprevious $first\n"
        slot.history().collect { [it.release, it.previous, it.result, it.ready] } ==
                [[first, '', 'deployed', ''], [second, "golden@$first".toString(), 'deployed', ''], [second, "golden@$first".toString(), 'deployed', '']]
        slot.history().last() == slot.record()

        when: 'it gets another image'
        String other = slot.release('cccccccccccc', 'other')
        slot.run(image: 'other', release: 'stable')

        then:
        slot.record().previous == "golden@$second".toString()
        slot.pins() == "previous $second\n"
        slot.pins('other') == "deployed $other\n"

        when: 'and then a tree that is no release'
        slot.run()

        then:
        slot.record().subMap('image', 'release', 'previous') == [image: 'golden', release: '', previous: "other@$other".toString()]
        slot.pins('other') == "previous $other\n"
        slot.pins() == ''
    }

    def "what a slot had from a store of another host is told to the controller, once more when it is not even the one before any more"() {
        given: 'what was deployed came from elsewhere'
        def slot = new LoopSlot(dir)
        def releases = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'].collect { slot.release(it) }
        slot.run(release: releases[0])
        LoopSlot.sh 'sed -i \'s/"store": "here"/"store": "there"/\' "$1"', new File(dir, 'state/slots/w01.json')

        when:
        def told = [1, 1, 2, 0].collect { slot.run(release: releases[it]).said('fact').readLines().findAll { it.startsWith('unpin') } }

        then:
        told == [["unpin there golden $slot.store".toString()], [], ["unpin there golden $slot.store".toString()], []]
    }

    def "a release that is not there is no redeploy, and nothing is pinned: #wanted"() {
        given:
        def slot = new LoopSlot(dir)
        slot.release('aaaaaaaaaaaa')

        when:
        def run = slot.run(release: wanted, start: 'yes')

        then:
        run.status() == 70
        run.said('failed') == "the store here has no release '$wanted' of golden in ${slot.store}"
        slot.pins() == ''
        slot.domain() == 'running'

        where:
        wanted << ['2026-11-22-aaaaaaaaaaaa', 'testing', '../releases/2026-11-21-aaaaaaaaaaaa']
    }

    def "a release that could not be copied is given up: what was deployed stays pinned, and the history tells"() {
        given:
        def slot = new LoopSlot(dir)
        String first = slot.release('aaaaaaaaaaaa')
        slot.run(release: 'stable')
        LoopSlot.sh 'head -c 80000000 /dev/urandom >"$1"', new File(slot.golden, 'usr/large')
        String second = slot.release('bbbbbbbbbbbb')

        when:
        def run = slot.run(by: by, release: 'stable')

        then:
        run.status() == 70
        slot.pins() == "deployed $first\n"
        slot.record().subMap('release', 'previous', 'result') == [release: second, previous: "golden@$first".toString(), result: 'failed']
        slot.history()*.result == ['deployed', 'failed']

        when: 'after that, what was before is still the one that was whole'
        slot.run(by: 'tar', release: first)

        then:
        slot.record().subMap('release', 'previous') == [release: first, previous: "golden@$first".toString()]

        where:
        by << ['rsync', 'tar']
    }

    def "a run that was killed in the copy is in the history, and its pin is taken over by the next"() {
        given:
        def slot = new LoopSlot(dir)
        String release = slot.release('aaaaaaaaaaaa')
        slot.run(release: 'stable', phase: 'copy 1', fault: 'kill -s KILL 0')

        expect:
        slot.pins() == "wanted $release\n"
        slot.run(release: 'stable').status() == 0
        slot.pins() == "deployed $release\n"
        slot.history()*.result == ['deploying', 'deployed']
    }

    def "the history has the last 200 redeploys"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        def history = new File(dir, "state/slots/${slot.name}.history")
        history.text = (1..200).collect { "{\"run\": \"r$it\"}\n" }.join() + history.text

        when:
        slot.run()

        then:
        slot.history().size() == 200
        slot.history()*.run.take(2) == ['r3', 'r4']
        slot.history().last() == slot.record()
    }

    def "a tool that is missing is named with its package"() {
        given: 'a path without it'
        def slot = new LoopSlot(dir)
        LoopSlot.sh 'for tool in /usr/bin/*; do [ "${tool##*/}" = rsync ] || [ -e "$1/${tool##*/}" ] || ln -s "$tool" "$1/"; done', slot.tools

        when:
        def run = slot.run(path: slot.tools)

        then:
        run.status() == 70
        run.said('failed') == 'rsync is not installed on this host'
        run.said('next') == 'install it: package rsync in Debian'
        slot.domain() == 'running'
    }

    /** Waits until a process group has a child of that command line. */
    private static void awaitChild(String command, long group) {
        LoopSlot.sh 'until pgrep -g "$1" -fx "$2" >/dev/null; do :; done', group, command
    }
}
