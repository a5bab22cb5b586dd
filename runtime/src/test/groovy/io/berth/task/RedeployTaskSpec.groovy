package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.fixture.BareHands
import io.berth.api.Hands
import io.berth.api.Holder
import io.berth.api.Key
import io.berth.api.Refusal
import io.berth.api.Scope
import io.berth.api.TaskFailure
import io.berth.diag.Diagnostics
import io.berth.diag.SourceRange
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Diff
import io.berth.model.Disk
import io.berth.model.Host
import io.berth.model.Identity
import io.berth.model.Image
import io.berth.model.ImageRecipe
import io.berth.model.Nic
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Redeploy
import io.berth.model.Size
import io.berth.model.Slot
import java.time.Duration
import java.util.function.Consumer
import spock.lang.Specification

/** What the task asks of a host, and what it makes of the answers; no host is there. */
class RedeployTaskSpec extends Specification {

    static final SourceRange AT = SourceRange.NONE

    def task = new RedeployTask()

    def "it writes its slot and reads all that a slot stands on"() {
        expect:
        with(task.footprint(redeploy(), scope())) {
            writes() == [new Key('slot', 'w01', 'kvm2')] as Set
            reads() == [new Key('host', '*', 'kvm2'), new Key('pool', 'primary', 'kvm2'), new Key('disk', 'w01', 'kvm2'),
                        new Key('domain', 'w01', 'kvm2'), new Key('network', 'lan', 'kvm2'), new Key('image', 'debian12', 'kvm1'), new Key('cache', 'debian12', 'kvm2')] as Set
        }
        task.word() == 'redeploy'
        task.name(redeploy()) == 'w01'
    }

    def "the plan says what becomes of what: #summary"() {
        expect:
        with(task.change(redeploy(), scope(), [new Answer(0, '', "now 1000000\n$seen", '', Duration.ZERO)])) {
            kind() == Change.Kind.ACT
            it.summary() == summary
        }

        where:
        seen                                                                                         | summary
        ''                                                                                           | 'redeploy from debian12 by rsync (new)'
        'disk there\nstate shut off\n'                                                               | 'redeploy from debian12 by rsync (new; shut off)'
        'state running\nslot {"image": "debian11", "result": "deployed", "epoch": "740800"}\n'       | 'redeploy from debian12 by rsync (was: debian11, 3 days ago; running, will be shut down)'
        'slot {"image": "debian12", "result": "deploying", "epoch": "996400"}\n'                     | 'redeploy from debian12 by rsync (half copied: debian12, 1 hour ago)'
        'slot {"image": "debian12", "result": "failed", "epoch": "999940"}\nholder eve@site pid 1 run r, since x\n' |
                'redeploy from debian12 by rsync (half copied: debian12, 1 minute ago; locked by eve@site pid 1 run r, since x)'
        'missing rsync rsync\nmissing partx util-linux\n'                                            | 'redeploy from debian12 by rsync (new; not installed: rsync, partx)'
    }

    def "the plan says from which release to which: #summary"() {
        given:
        def scope = scope(on, RELEASED)

        expect:
        task.change(redeploy(image: image), scope, [new Answer(0, '', "now 1000000\n$seen", '', Duration.ZERO)]).summary() == summary

        where:
        on     | image           | seen                                                     | summary
        'kvm2' | 'debian12'      | ''                                                       | 'redeploy to debian12@stable by rsync (new)'
        'kvm2' | 'debian12'      | "slot ${ON('deployed')}\n"                               | "redeploy debian12@$OLD → debian12@stable by rsync (3 days ago)"
        'kvm1' | 'debian12'      | "state running\nslot ${ON('deployed')}\nrelease $NEW\n" | "redeploy debian12@$OLD → debian12@$NEW by rsync (3 days ago; running, will be shut down)"
        'kvm2' | 'debian12'      | "slot ${ON('deployed')}\nrelease $NEW\n"                | "redeploy debian12@$OLD → debian12@stable by rsync (3 days ago; from this host's cache if stable is still $NEW)"
        'kvm2' | "debian12@$NEW" | "release $NEW\n"                                         | "redeploy to debian12@$NEW by rsync (new; from this host's cache)"
        'kvm2' | "debian12@$NEW" | "slot ${ON('deployed')}\n"                               | "redeploy debian12@$OLD → debian12@$NEW by rsync (3 days ago)"
        'kvm2' | 'debian12@old'  | "slot ${ON('failed')}\n"                                 | "redeploy to debian12@old by rsync (half copied: debian12@$OLD, 3 days ago)"
    }

    private static final String OLD = '2026-11-20-aaaaaaaaaaaa'
    private static final String NEW = '2026-11-21-bbbbbbbbbbbb'
    private static final Image RELEASED = new Image('debian12', 'kvm1', '/images', '', 3, AT)

    private static String ON(String result) {
        """{"image": "debian12", "release": "$OLD", "result": "$result", "epoch": "740800"}"""
    }

    def "the release that a name means is looked for in the store or the cache of the slot's host: #on"() {
        expect:
        task.observe(redeploy(image: image), scope(on, RELEASED))[0].argv().takeRight(2) == [dir, release]

        where:
        on     | image          || dir                             | release
        'kvm1' | 'debian12'     || '/images/debian12'              | 'stable'
        'kvm1' | 'debian12@old' || '/images/debian12'              | 'old'
        'kvm2' | 'debian12'     || '/var/lib/berth/cache/debian12' | 'stable'
    }

    def "of an image with releases the script gets the store, the name, the reader, and what opens and settles there"() {
        given:
        def hands = new OneAnswer(0, '', KNOWN)
        hands.where = scope('kvm2', RELEASED)

        when:
        task.change(redeploy(image: 'debian12@old'), hands.where, [new Answer(0, '', 'now 1\n', '', Duration.ZERO)]).work().apply(hands)

        then:
        hands.command.argv().subList(22, 33).with {
            take(8) == ['debian12', '', 'kvm1', '10.77.0.11', '22', 'root', KNOWN, '/images'] && subList(8, 10) == ['old', 'kvm2.w01'] && get(10).contains('# Opens a release')
        }
        hands.command.argv()[33].startsWith('# What a reader wanted')
    }

    def "by #by a release that does not become ready is followed by the one before it, and the task fails"() {
        given:
        def hands = new OneAnswer(76, 'phase ready\nfailed nothing has answered at port 80 within 1 s\nnext look\n', KNOWN)
        hands.where = scope('kvm2', RELEASED)
        hands.then = new OneAnswer(status, out, KNOWN)
        hands.then.where = hands.where
        def what = redeploy(by: by, onFailure: Redeploy.OnFailure.ROLLBACK)

        when:
        task.change(what, hands.where, [new Answer(0, '', "now 1\nslot ${ON('deployed')}\n", '', Duration.ZERO)]).work().apply(hands)

        then:
        TaskFailure e = thrown()
        e.message == message
        hands.then.command.argv().subList(22, 32).with { get(0) == 'debian12' && get(8) == OLD }

        where:
        by                      | status | out                            | message
        Redeploy.Strategy.RSYNC | 0      | ''                             | "ready: nothing has answered at port 80 within 1 s; rolled back: debian12@$OLD, which was there before, has been redeployed and runs"
        Redeploy.Strategy.TAR   | 70     | 'phase copy\nfailed no way\n' | "ready: nothing has answered at port 80 within 1 s; and debian12@$OLD, which was there before, could not be put back: copy: no way"
    }

    def "nothing is redeployed a second time when #why"() {
        given:
        def hands = new OneAnswer(status, 'phase ready\nfailed so\n', KNOWN)
        hands.where = scope('kvm2', RELEASED)

        when:
        task.change(redeploy(by: by, onFailure: onFailure), hands.where, [new Answer(0, '', "now 1\n$seen", '', Duration.ZERO)]).work().apply(hands)

        then:
        CommandFailure e = thrown()
        e.message == 'ready: so'

        where:
        why                               | by                       | onFailure                   | status | seen
        'it could not be copied'          | Redeploy.Strategy.RSYNC  | Redeploy.OnFailure.ROLLBACK | 70     | "slot ${ON('deployed')}\n"
        'that is not wanted'              | Redeploy.Strategy.RSYNC  | Redeploy.OnFailure.LEAVE    | 76     | "slot ${ON('deployed')}\n"
        'there was nothing before'        | Redeploy.Strategy.RSYNC  | Redeploy.OnFailure.ROLLBACK | 76     | ''
        'the former was half copied'      | Redeploy.Strategy.RSYNC  | Redeploy.OnFailure.ROLLBACK | 76     | "slot ${ON('failed')}\n"
        'the host has put back the former' | Redeploy.Strategy.STAGED | Redeploy.OnFailure.ROLLBACK | 76     | "slot ${ON('deployed')}\n"
    }

    def "what an in-place strategy could not bring back is no reason to begin: #has"() {
        when:
        task.change(redeploy(onFailure: Redeploy.OnFailure.ROLLBACK), scope('kvm2', RELEASED),
                [new Answer(0, '', """now 1\nslot {"image": "$has", "release": "$release", "result": "deployed"}\n""", '', Duration.ZERO)])

        then:
        Refusal e = thrown()
        e.message == "slot w01 could not be rolled back: it has $says, and rsync overwrites it"
        e.next() == 'redeploy by staged, which keeps the former system, or leave out onFailure'

        where:
        has      | release | says
        'golden' | ''      | 'golden, which is no release'
        'gone'   | OLD     | "gone@$OLD, which this playbook has no releases of"
    }

    def "auto is rsync on #disk while nobody says that there is room"() {
        given:
        def auto = redeploy(by: Redeploy.Strategy.AUTO, disk: disk)

        expect:
        task.change(auto, scope(), [new Answer(0, '', 'now 1\nstate running\n', '', Duration.ZERO)]).summary().contains(" by rsync (new; $why; ")
        task.observe(auto, scope())[0].argv().subList(7, 13) == words

        where:
        disk                                                          | why             | words
        [device: '/dev/sdb', partition: 2, swapDevice: '/dev/sdc']    | 'nothing can be made beside a device' | ['device', '/dev/sdb', '2', 'ext4', 'auto', '/dev/sdc']
        [volumeGroup: 'vg0', swap: Size.mib(16), filesystem: 'xfs']   | 'the disk holds more than this system' | ['volume', '/dev/vg0/w01', '0', 'xfs', 'auto', '/dev/vg0/w01-swap']
        [volumeGroup: 'vg0/thin', swap: Size.mib(16), partition: 1]   | 'the disk holds more than this system' | ['volume', '/dev/vg0/w01', '1', 'ext4', 'auto', 'beside']
    }

    def "auto is #by where #why"() {
        given:
        def scope = scope('kvm2', released ? RELEASED : new Image('debian12', 'kvm1', Image.DIR, '/images/debian12', 0, AT))

        expect:
        with(task.change(redeploy(by: Redeploy.Strategy.AUTO, disk: disk), scope, [new Answer(0, '', "now 1\n$seen", '', Duration.ZERO)]).summary()) {
            contains(" by $by (new; $why")
        }

        where:
        disk                 | released | seen                                              | by         | why
        [volumeGroup: 'vg0'] | true     | 'state running\nshares thin\nalone yes\nbeside room\n' | 'snapshot' | 'the volume is of a thin pool, where a release is copied by sharing its blocks'
        [volumeGroup: 'vg0'] | false    | 'state running\nshares thin\nalone yes\nbeside room\n' | 'staged'   | 'the volume is of a thin pool: the next system is made of a snapshot while the guest runs'
        [volumeGroup: 'vg0'] | true     | 'state running\nalone yes\nbeside room\n'            | 'staged'   | 'the volume group has room for a second volume: the next system is made while the guest runs'
        [volumeGroup: 'vg0'] | true     | 'state running\nalone yes\n'                         | 'rsync'    | 'the volume group has no room for a second volume'
        [device: '/dev/sdb'] | true     | 'state running\nform disk\n'                        | 'block'    | 'the image is a disk'
        null                 | true     | 'state running\nshares xfs\nalone yes\nbeside room\n' | 'snapshot' | 'the pool is on xfs, where a release is copied by sharing its blocks'
        null                 | true     | 'state shut off\nshares btrfs\nalone yes\n'            | 'snapshot' | 'the pool is on btrfs, where a release is copied by sharing its blocks'
        null                 | false    | 'state running\nshares xfs\nalone yes\n'               | 'staged'   | 'the pool is on xfs: the next system is made of a snapshot while the guest runs'
        null                 | true     | 'state running\nalone yes\nbeside room\n'              | 'staged'   | 'the pool has room for a second disk: the next system is made while the guest runs'
        null                 | true     | 'state shut off\nalone yes\nbeside room\n'             | 'rsync'    | 'no guest runs that would have to wait for it'
        null                 | true     | ''                                                    | 'rsync'    | 'no guest runs that would have to wait for it'
        null                 | true     | 'state running\nalone yes\n'                           | 'rsync'    | 'the pool has no room for a second disk'
        null                 | true     | 'state running\nshares xfs\nalone yes\nform disk\n'    | 'block'    | 'the image is a disk'
        null                 | true     | 'state running\nshares xfs\nalone yes\nform archive\n' | 'tar'      | 'the image is an archive'
        null                 | true     | 'state running\nshares xfs\n'                          | 'rsync'    | 'the disk holds more than this system'
    }

    def "of an image that is made as #form, #by is #outcome"() {
        given:
        def recipe = new ImageRecipe(new ImageRecipe.Packed('x', '', false), [], [], form, '/')
        def scope = scope('kvm2', new Image('debian12', 'kvm1', Image.DIR, '', 0, Optional.of(recipe), AT))
        def wrong = new Diagnostics()

        when:
        task.check(redeploy(by: by), scope, AT, wrong)

        then:
        wrong.all()*.message() == (outcome == 'right' ? [] : ["'debian12' is made as ${form.name().toLowerCase()}, which ${by.name().toLowerCase()} cannot put on a slot".toString()])
        !(by == Redeploy.Strategy.AUTO) || task.change(redeploy(by: by), scope, [new Answer(0, '', 'now 1\n', '', Duration.ZERO)]).summary().contains(" by $auto (")

        where:
        form                     | by                         | outcome | auto
        ImageRecipe.Form.DISK    | Redeploy.Strategy.AUTO     | 'right' | 'block'
        ImageRecipe.Form.ARCHIVE | Redeploy.Strategy.AUTO     | 'right' | 'tar'
        ImageRecipe.Form.DISK    | Redeploy.Strategy.SNAPSHOT | 'wrong' | ''
        ImageRecipe.Form.DISK    | Redeploy.Strategy.BLOCK    | 'right' | ''
        ImageRecipe.Form.ARCHIVE | Redeploy.Strategy.TAR      | 'right' | ''
        ImageRecipe.Form.ARCHIVE | Redeploy.Strategy.RSYNC    | 'wrong' | ''
        ImageRecipe.Form.TREE    | Redeploy.Strategy.BLOCK    | 'wrong' | ''
    }

    def "auto is overlay on a qcow2 disk, unless #why"() {
        given:
        def scope = scope('kvm2', released ? RELEASED : new Image('debian12', 'kvm1', Image.DIR, '/images/debian12', 0, AT))
        def wanted = redeploy(by: Redeploy.Strategy.AUTO, format: Disk.Format.QCOW2, filesystem: filesystem)

        expect:
        task.change(wanted, scope, [new Answer(0, '', "now 1\nstate running\nshares xfs\n$seen", '', Duration.ZERO)]).summary().contains(" by $by (new; ")

        where:
        released | filesystem | seen          | by        | why
        true     | 'ext4'     | 'alone yes\n' | 'overlay' | 'nothing'
        false    | 'ext4'     | 'alone yes\n' | 'staged'  | 'its image has no releases'
        true     | 'btrfs'    | 'alone yes\n' | 'staged'  | 'systems with one UUID would be taken for one'
        true     | 'ext4'     | ''            | 'rsync'   | 'the disk holds more'
    }

    def "the plan shows what is new of an identity, and what of it is a secret is not shown"() {
        given:
        def seen = { String identity -> [new Answer(0, '', 'now 1000000\nslot {"image": "debian12", "result": "deployed", "epoch": "940800", ' +
                '"hostname": "w01.example.org", "identity": "' + identity + '"}\n', '', Duration.ZERO)] }
        def wanted = new Identity('w01.example.org', Identity.SshKeys.FRESH, [], [new Identity.Password('root', '$6$salt$sesame')], Identity.Network.AS_IMAGE, 'Etc/UTC', '', Identity.CloudInit.NONE)

        expect:
        with(task.change(redeploy(identity: wanted), scope(), seen('ssh host keys: kept'))) {
            summary() == 'redeploy from debian12 by rsync (was: debian12, 16 hours ago; password of root)'
            diffs() == [new Diff('identity of w01', 'host name: w01.example.org\nssh host keys: kept\n',
                    'host name: w01.example.org\nssh host keys: fresh\npassword of root: set\ntime zone: Etc/UTC\n')]
        }
        task.change(redeploy(), scope(), seen('ssh host keys: fresh')).diffs() == []
        task.change(redeploy(), scope(), [new Answer(0, '', 'now 1\n', '', Duration.ZERO)]).diffs()*.before() == ['']
    }

    def "an identity reaches the script on its standard input, and the address it gives is where ssh is waited for"() {
        given:
        def hands = new OneAnswer(0, '', KNOWN)
        hands.where = scope()
        def wanted = new Identity('w01', Identity.SshKeys.KEPT, [], [new Identity.Password('root', '$6$salt$sesame')],
                new Identity.Network(Identity.NetworkSystem.AUTO, [new Identity.Card('52:54:00:00:00:01', '192.0.2.21/24', '', [], [])]), '', '', Identity.CloudInit.NONE)

        when:
        task.change(redeploy(identity: wanted), scope(), [new Answer(0, '', 'now 1\n', '', Duration.ZERO)]).work().apply(hands)

        then:
        new String(hands.command.input().toArray()) == new IdentityText(wanted).sent('w01 r9')
        hands.command.argv().takeRight(3) == ['lan', '52:54:00:00:00:01', '192.0.2.21/24']
        hands.command.argv().every { !it.contains('sesame') }
    }

    def "a record that cannot be read is named"() {
        when:
        task.change(redeploy(), scope(), [new Answer(0, '', 'now 1\nslot {"image": \n', '', Duration.ZERO)])

        then:
        TaskFailure e = thrown()
        e.next() == 'remove it: it lies below /var/lib/berth/slots'
    }

    def "values reach the script as arguments only, the store by the address and the keys this run knows"() {
        given:
        def hands = new OneAnswer(0, '', knownHosts)

        when:
        apply(hands)

        then:
        hands.command.argv().take(8) == ['unshare', '--mount', '--propagation', 'private', '--', '/bin/sh', '-euc', hands.command.argv()[7]]
        hands.command.argv().drop(9) == ['/run/berth', '/var/lib/berth', 'ada@desk pid 7 run r9', '5', 'r9', 'w01', 'raw', '/pools/primary/w01.raw', '1', 'ext4', 'auto', '',
                                         'rsync', 'debian12', '/images/debian 12', 'kvm1', address, port, 'root', knownHosts,
                                         '', '', 'kvm2.w01', '', LoopSlot.getResourceAsStream('/io/berth/image/settle.sh').text,
                                         '0', '0', '0', '', '0', 'leave', 'listed', 'w01.example.org', '31', 'destroy', 'yes', '120', 'lan', '52:54:00:00:00:01', '']
        !hands.command.argv()[7].contains('debian 12')

        where:
        knownHosts                                               | address      | port
        '10.77.0.11 ssh-ed25519 AAAA\n'                          | '10.77.0.11' | '22'
        '[10.77.0.11]:2222 ssh-ed25519 AAAA\n'                   | '10.77.0.11' | '2222'
        '[fd00::1]:22 ssh-ed25519 AAAA\nfd00::1 ssh-rsa BBBB\n'  | 'fd00::1'    | '22'
        '# kvm1\n@cert-authority fd00::1,kvm1 ssh-ed25519 AAAA\n' | 'fd00::1'    | '22'
    }

    def "a slot on the store's own host copies without a network"() {
        given:
        def hands = new OneAnswer(0, '', '')

        when:
        apply(hands, scope('kvm1'))

        then:
        hands.command.argv().subList(24, 29) == ['kvm1', '', '', '', '']
    }

    def "a store that is reached without a network cannot be copied from elsewhere"() {
        when:
        apply(new OneAnswer(0, '', ''))

        then:
        TaskFailure e = thrown()
        e.message.contains('is reached without a network')
    }

    def "a store that a slot has left is told so, and one that cannot be is named"() {
        given:
        def hands = new StoreLeft("fact unpin $store debian12 /var/lib/berth images\n", ends)

        when:
        apply(hands, scope('kvm1'))

        then:
        hands.asked == (store == 'kvm2' ? [['kvm2', ['/var/lib/berth images', 'debian12', '', 'kvm1.w01', 'gone']]] : [])
        hands.told == said

        where:
        store  | ends   | said
        'kvm2' | 0      | []
        'kvm2' | 1      | ['the store kvm2 has not heard of it: what the slot had of debian12 stays pinned there']
        'old'  | 0      | ['the store old has not heard of it: what the slot had of debian12 stays pinned there']
    }

    def "what the script says becomes phases, progress and lines"() {
        given:
        def hands = new OneAnswer(0, 'phase copy\nprogress 1048576 0\nsay mapped by partx\nfact address 192.0.2.7\nsomething else\nprogress x\n', KNOWN)

        when:
        apply(hands)

        then:
        hands.told == ['phase copy', 'progress 1048576 of 0', 'mapped by partx', 'address: 192.0.2.7', 'something else', 'progress x']
    }

    def "a refusal names the rule and the holder"() {
        when:
        apply(new OneAnswer(75, 'phase lock\nrefused lock: it is held by eve@site pid 99 run r77, since noon\nnext wait\n', KNOWN))

        then:
        Refusal e = thrown()
        e.message == 'slot w01: refused by rule lock: it is held by eve@site pid 99 run r77, since noon'
        e.next() == 'wait'
    }

    def "a failure tells phase, cause, status and the last errors, but not the script's text: #message"() {
        when:
        apply(new OneAnswer(status, out, KNOWN))

        then:
        CommandFailure e = thrown()
        e.message == message
        e.next() == next
        e.command().argv() == ['redeploy.sh', 'w01', '/pools/primary/w01.raw', 'rsync', 'debian12']
        e.answer().status() == status
        e.answer().out() == ''
        e.answer().err() == 'its last words'

        where:
        status | out                                                       | message                                            | next
        70     | 'phase copy\nfailed rsync ended with status 11\nnext do\n' | 'copy: rsync ended with status 11'                 | 'do'
        1      | 'phase mount\n'                                           | 'mount: slot w01 could not be redeployed'          | ''
        143    | 'phase sync\n'                                            | 'sync: slot w01 could not be redeployed'           | ''
        127    | ''                                                        | 'unshare is not installed on this host'            | 'install it: package util-linux in Debian'
    }

    def "what cannot work is said before any host is asked: #wrong"() {
        given:
        def found = new Diagnostics()

        when:
        task.check(redeploy(given), scope(), AT, found)

        then:
        found.all()*.message() == [wrong]

        where:
        given                          | wrong
        [slot: 'a/b']                  | "'a/b' cannot be redeployed: its name becomes a file name"
        [slot: '..']                   | "'..' cannot be redeployed: its name becomes a file name"
        [slot: 'two\nlines']           | "'two\nlines' cannot be redeployed: its name becomes a file name"
        [hostname: '-x']               | "'-x' is no host name"
        [hostname: 'a b']              | "'a b' is no host name"
        [hostname: '']                 | "'' is no host name"
        [by: Redeploy.Strategy.OVERLAY] | "slot 'w01' cannot be redeployed by overlay, which needs a disk of format qcow2"
        [by: Redeploy.Strategy.SNAPSHOT, format: Disk.Format.QCOW2] | "slot 'w01' cannot be redeployed by snapshot, which needs a disk of format raw"
        [filesystem: 'ntfs']           | "slot 'w01' cannot be redeployed on ntfs"
        [filesystem: 'vfat']           | "slot 'w01' cannot be redeployed on vfat, which has no owners, no links and no device nodes"
        [filesystem: 'btrfs', by: Redeploy.Strategy.SNAPSHOT] | "slot 'w01' cannot be redeployed by snapshot on btrfs: systems of one base have one UUID, by which btrfs takes them for one"
        [disk: [device: '/dev/sdb'], by: Redeploy.Strategy.STAGED] | "slot 'w01' cannot be redeployed by staged: it makes a second disk beside the slot's, which is a device: nothing can be beside it"
        [disk: [volumeGroup: 'vg0'], by: Redeploy.Strategy.OVERLAY] | "slot 'w01' cannot be redeployed by overlay, which is a qcow2 file, and its disk is an LVM volume"
        [checks: new Redeploy.Checks(Duration.ZERO, 65536, Duration.ZERO, '', Duration.ZERO)] | '65536 is no port'
        [ssh: Duration.ZERO, onFailure: Redeploy.OnFailure.ROLLBACK] | "'w01' cannot be rolled back: nothing tells that it is not ready"
        [start: false]                 | "'w01' is not started, so its ssh cannot be waited for"
    }

    private static final String KNOWN = '10.77.0.11 ssh-ed25519 AAAA\n'

    private void apply(OneAnswer hands, Scope scope = scope()) {
        hands.where = scope
        task.change(redeploy(), scope, [new Answer(0, '', 'now 1\n', '', Duration.ZERO)]).work().apply(hands)
    }

    private static Redeploy redeploy(Map given = [:]) {
        Slot slot = new Slot(given.slot ?: 'w01', 'kvm2', Sample.disk(given.disk ?: [pool: 'primary', size: Size.mib(64), partition: 1, format: given.format, filesystem: given.filesystem]),
                Size.mib(96), 1, [new Nic('lan', '52:54:00:00:00:01', '')], 'worker', 'debian12', [:], AT)
        new Redeploy(slot, given.image ?: 'debian12', given.by ?: Redeploy.Strategy.RSYNC, Duration.ofMillis(30001), Redeploy.OnTimeout.DESTROY,
                given.identity ?: Identity.named(given.getOrDefault('hostname', 'w01.example.org')), given.getOrDefault('start', true), given.getOrDefault('ssh', Duration.ofMinutes(2)),
                given.checks ?: Redeploy.Checks.NONE, given.onFailure ?: Redeploy.OnFailure.LEAVE)
    }

    private static Scope scope(String on = 'kvm2', Image image = new Image('debian12', 'kvm1', Image.DIR, '/images/debian 12', 0, AT)) {
        Map hosts = ['kvm1', 'kvm2'].collectEntries { [it, new Host(it, '', 0, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], AT)] }
        new Scope(hosts[on], new Playbook('site.groovy', hosts, [:], [primary: new Pool('primary', ['kvm2'], '/pools/primary/', true, AT)], [:],
                [debian12: image], [:], [:], [], [:], [:]))
    }

    /** Hands whose one command answers as given. */
    /** Of a slot that has left a store, which answers so. */
    static class StoreLeft extends OneAnswer {
        final List asked = []
        final int ends

        StoreLeft(String out, int ends) {
            super(0, out, '')
            this.ends = ends
        }

        Hands on(Host host) {
            asked << [host.name()]
            this
        }

        Answer attempt(Command command) {
            asked.last() << command.argv().takeRight(5)
            new Answer(ends, '', '', '', Duration.ZERO)
        }
    }

    static class OneAnswer extends BareHands {
        final int status
        final String out
        final String knownHosts
        final List<String> told = []
        Scope where
        Command command
        /** What answers the next command; none: it is the only one. */
        OneAnswer then

        OneAnswer(int status, String out, String knownHosts) {
            this.status = status
            this.out = out
            this.knownHosts = knownHosts
        }

        Scope scope() { where }

        Holder holder() { new Holder('ada', 'desk', 7, 'r9') }

        Answer run(Command command) { throw new AssertionError('it streams') }

        Answer attempt(Command command) { throw new AssertionError('it streams') }

        Answer stream(Command command, Consumer<String> lines) {
            if (this.command) {
                return then.stream(command, lines)
            }
            this.command = command
            out.lines().forEach(lines)
            new Answer(status, '', out, 'its last words', Duration.ZERO)
        }

        String knownHostLines(String host) {
            assert host == 'kvm1'
            knownHosts
        }

        void phase(String name) { told << "phase $name".toString() }

        void progress(long bytes, long total) { told << "progress $bytes of $total".toString() }

        void say(String line) { told << line }
    }
}
