package io.berth.task

import io.berth.model.Identity
import io.berth.model.Identity.Card
import io.berth.model.Identity.NetworkSystem
import spock.lang.Specification
import spock.lang.TempDir

/** What the scripts make of an identity, in trees of several kinds of systems, each on a mounted filesystem. */
class IdentityScriptSpec extends Specification {

    private static final CARD = new Card('52:54:00:00:00:01', '192.0.2.21/24', '192.0.2.1', ['192.0.2.53'], ['example.org'])
    private static final HASH = '$6$salt$a./&\\1hash'

    @TempDir
    File dir

    def "keys are added to those that are there, or are the only ones, and belong to the tree's own user"() {
        given:
        def tree = new LoopTree(dir, '''chown 1000:1001 home/ada
            mkdir -m 700 root/.ssh; printf 'ssh-rsa AAAAold old\\nno-pty ssh-ed25519 AAAAsame was here\\n# note\\n' >root/.ssh/authorized_keys; chmod 640 root/.ssh/authorized_keys''')

        when:
        def told = tree.identify("authorized root $how", 'authorized-key root ssh-ed25519 AAAAsame is here', 'authorized-key root ssh-ed25519 AAAAnew two words',
                'authorized ada add', "authorized-key ada $odd")

        then:
        told.status == 0
        tree.read('root/.ssh/authorized_keys').readLines() == keys
        tree.read('home/ada/.ssh/authorized_keys') == odd + '\n'
        tree.inside('cd "$1"; stat -c "%n %a %u:%g" root/.ssh/authorized_keys home/ada/.ssh home/ada/.ssh/authorized_keys').readLines() ==
                ['root/.ssh/authorized_keys 640 0:0', 'home/ada/.ssh 700 1000:1001', 'home/ada/.ssh/authorized_keys 600 1000:1001']

        where:
        how         | keys
        'add'       | ['ssh-rsa AAAAold old', 'ssh-ed25519 AAAAsame is here', '# note', 'ssh-ed25519 AAAAnew two words']
        'exclusive' | ['ssh-ed25519 AAAAsame is here', 'ssh-ed25519 AAAAnew two words']
        odd = 'command="echo $(touch pwned) `id` \\"%s\\\\n\\"" ssh-rsa AAAA+/= a * b'
    }

    def "a password changes its own line alone, and nothing of it is left behind"() {
        given:
        def tree = new LoopTree(dir, "printf 'odd line\\nada2:x\\n' >>etc/shadow; setfattr -n user.kept -v yes etc/shadow; setfattr -n security.selinux -v system_u:object_r:shadow_t:s0 etc/shadow")

        when:
        def told = tree.identify("password ada $HASH")

        then:
        told.status == 0
        tree.read('etc/shadow').readLines() == ['root:*:19000:0:99999:7:::', "ada:$HASH:${System.currentTimeMillis().intdiv(86_400_000)}:0:99999:7:::".toString(), 'odd line', 'ada2:x']
        tree.inside('cd "$1"; stat -c "%a %u:%g %C" etc/shadow; getfattr --only-values -n user.kept etc/shadow') == '640 0:42 system_u:object_r:shadow_t:s0\nyes'
        !new File(dir, 'work/shadow').exists() && !new File(dir, 'work/hashes').exists()
    }

    def "an account that the tree does not have is named: #line"() {
        expect:
        with(new LoopTree(dir, populate).identify(*lines)) {
            status == 70
            failed == message
        }

        where:
        lines                                             | populate                                          || message
        ['password eve !']                                | ''                                                || 'the tree has no account eve'
        ['password ada !']                                | 'rm etc/shadow'                                   || 'the tree has no file /etc/shadow'
        ['authorized eve add', 'authorized-key eve x']    | ''                                                || 'the tree has no account eve'
        ['authorized ada add', 'authorized-key ada x']    | 'rmdir home/ada'                                  || 'the home of ada, /home/ada, is not in the tree'
        ['authorized ada add', 'authorized-key ada x']    | 'echo "ada:x:1:1::/home/../../root:" >etc/passwd' || '/home/../../root in the tree cannot be the home of ada'
        ['authorized ada add', 'authorized-key ada x']    | 'echo "ada:x:1:1::home/ada:" >etc/passwd'         || 'home/ada in the tree cannot be the home of ada'
        ['authorized ada add', 'authorized-key ada x']    | 'echo "ada:x:-1:1::/home/ada:" >etc/passwd'       || 'account ada in the tree has no proper numbers'
        line = lines.join(', ')
    }

    def "fresh ssh host keys are new each time, kept ones those of the slot, wherever it is redeployed to"() {
        given:
        def tree = new LoopTree(dir)
        def keys = { String asked ->
            assert tree.identify("ssh-keys $asked").status == 0
            tree.inside('cd "$1/etc/ssh"; for k in ssh_host_*_key; do ssh-keygen -y -P "" -f $k | cut -d " " -f 2; cut -d " " -f 2 $k.pub; done').readLines()
        }

        when:
        def kept = keys('kept')
        def fresh = keys('fresh')
        tree.inside 'cd "$1"; rm -r etc/ssh; mkdir etc/ssh'
        def again = keys('kept')

        then:
        kept.size() == 4 && kept.toSet().size() == 2
        fresh.size() == 4 && fresh.intersect(kept) == []
        again == kept
        LoopSlot.sh('stat -c "%a" "$1" "$1/two words" "$1/two words"/*', new File(dir, 'keys')).readLines() == ['700', '700', '600', '600']
    }

    def "a kept key that cannot be read is named, and not replaced"() {
        given:
        def tree = new LoopTree(dir)
        tree.identify('ssh-keys kept')
        def key = new File(dir, 'keys/two words/ed25519')
        key.text = 'broken'

        expect:
        with(tree.identify('ssh-keys kept')) {
            status == 70
            failed == "the slot's kept ssh host key of type ed25519 cannot be read"
            next.endsWith(key.path)
        }
        key.text == 'broken'
    }

    def "fstab names the slot's own filesystem and swap where it names others', and is left alone otherwise"() {
        given:
        def tree = new LoopTree(dir, "printf '%s\\n' '# a  note' 'UUID=dead-beef\t/ ext4 defaults 0 1' 'PARTUUID=1-1 none swap  sw 0 0' 'LABEL=data /data ext4 ro 0 2' 'UUID=x /boot ext4 ro 0 2' '/dev/vdb none swap sw 0 0' >etc/fstab")
        def root = LoopSlot.sh('blkid -p -O 1048576 -S 8388608 -o value -s UUID "$1"', tree.disk).trim()
        def swap = LoopSlot.sh('blkid -p -O 10485760 -S 4194304 -o value -s UUID "$1"', tree.disk).trim()

        when:
        tree.identify()

        then:
        tree.read('etc/fstab').readLines() == ['# a  note', "UUID=$root\t/ ext4 defaults 0 1".toString(), "UUID=$swap none swap  sw 0 0".toString(),
                                              'LABEL=data /data ext4 ro 0 2', 'UUID=x /boot ext4 ro 0 2', '/dev/vdb none swap sw 0 0']

        when: 'it is right already'
        def before = tree.inside('stat -c %i "$1/etc/fstab"')
        tree.identify()

        then:
        tree.inside('stat -c %i "$1/etc/fstab"') == before
    }

    def "fstab's partition names that the disk has stay; swap that it does not have is told"() {
        given:
        def tree = new LoopTree(dir)
        def part = LoopSlot.sh('partx -g -o UUID --nr 1 "$1"', tree.disk).trim()
        tree.inside 'printf "PARTUUID=%s / ext4 defaults 0 1\\nUUID=77 none swap sw 0 0\\n" "$2" >"$1/etc/fstab"', part
        LoopSlot.sh 'dd if=/dev/zero of="$1" bs=1M seek=10 count=1 conv=notrunc status=none', tree.disk

        when:
        def told = tree.identify()

        then:
        told.status == 0
        told.say == "not on the slot's disk, and left in /etc/fstab: UUID=77"
        tree.read('etc/fstab') == "PARTUUID=$part / ext4 defaults 0 1\nUUID=77 none swap sw 0 0\n"
    }

    def "a random seed is renewed where there is one"() {
        given:
        def tree = new LoopTree(dir, 'mkdir -p var/lib/systemd var/lib/urandom; echo golden >var/lib/systemd/random-seed; echo golden >var/lib/urandom/random-seed; chmod 600 var/lib/*/random-seed')

        when:
        tree.identify()

        then:
        tree.inside('cd "$1/var/lib"; stat -c "%s %a" */random-seed; cat */random-seed | sha256sum; cat */random-seed | head -c 512 | sha256sum').readLines().with {
            it[0] == '512 600' && it[1] == '512 600' && it[2] != it[3]
        }
    }

    def "the network of #system is written where the tree shows that it is #system"() {
        given:
        def tree = new LoopTree(dir, populate)
        def files = NetworkFiles.of(system, [CARD])

        when:
        def told = tree.identify(*document(NetworkSystem.AUTO))

        then:
        told.status == 0
        told.say == "network by ${system.name().toLowerCase()}"
        files.every { path, text -> tree.read(path) == text }
        tree.inside('cd "$1"; find etc -name "*golden*" -o -name route-eth0') == ''
        files.keySet().every { tree.inside('stat -c %a "$1/$2"', it).trim() == (system in [NetworkSystem.NETPLAN, NetworkSystem.NETWORKMANAGER] ? '600' : '644') }
        tree.inside('cd "$1"; cat kept')

        where:
        system                       | populate
        NetworkSystem.NETPLAN        | 'mkdir -p etc/netplan etc/systemd/network; echo x >etc/netplan/50-golden.yaml; echo >kept'
        NetworkSystem.NETWORKD       | 'mkdir -p etc/systemd/network etc/network etc/systemd/system/multi-user.target.wants; ln -s /x etc/systemd/system/multi-user.target.wants/systemd-networkd.service; echo x >etc/systemd/network/golden.network; : >etc/network/interfaces; echo x >etc/systemd/network/bridge.netdev; ln -s etc/systemd/network/bridge.netdev kept'
        NetworkSystem.NETWORKD       | 'mkdir -p etc/systemd/network; echo x >etc/systemd/network/golden.network; echo >kept'
        NetworkSystem.SCRIPTS        | 'mkdir -p etc/sysconfig/network-scripts etc/NetworkManager/system-connections; cd etc/sysconfig/network-scripts; for n in ifcfg-golden route-eth0 ifcfg-lo; do echo $n >$n; done; cd ../../..; ln -s etc/sysconfig/network-scripts/ifcfg-lo kept'
        NetworkSystem.NETWORKMANAGER | 'mkdir -p etc/NetworkManager/system-connections etc/sysconfig/network-scripts; echo x >etc/NetworkManager/system-connections/golden.nmconnection; echo x >etc/sysconfig/network-scripts/readme-ifcfg-rh.txt; ln -s etc/sysconfig/network-scripts/readme-ifcfg-rh.txt kept'
        NetworkSystem.IFUPDOWN       | 'mkdir -p etc/network/interfaces.d; echo "source /etc/network/interfaces.d/*" >etc/network/interfaces; echo >kept'
    }

    def "a network can be said to be of a system, and one that cannot be told is not guessed"() {
        expect:
        with(new LoopTree(dir).identify(*document(NetworkSystem.AUTO))) {
            status == 70
            failed == 'how the system in the tree reaches its networks cannot be told'
        }
        with(new LoopTree(new File(dir, 'said').tap { mkdirs() })) {
            it.identify(*document(NetworkSystem.NETWORKMANAGER)).status == 0
            it.read('etc/NetworkManager/system-connections/berth0.nmconnection').contains('address1=192.0.2.21/24,192.0.2.1')
        }
    }

    def "name servers are written unless the system looks after them itself; cloud-init leaves the network alone"() {
        given:
        def tree = new LoopTree(dir, 'mkdir -p etc/network etc/cloud/cloud.cfg.d; : >etc/network/interfaces; ' + (link ? 'ln -s ../run/resolv.conf etc/resolv.conf' : ''))

        when:
        tree.identify(*document(NetworkSystem.AUTO))

        then:
        tree.inside('cd "$1"; cat etc/resolv.conf 2>/dev/null || readlink etc/resolv.conf') == (link ? '../run/resolv.conf\n' : 'search example.org\nnameserver 192.0.2.53\n')
        tree.read('etc/cloud/cloud.cfg.d/99-berth-network.cfg') == 'network: {config: disabled}\n'

        where:
        link << [false, true]
    }

    def "time zone and locale are those that are said"() {
        given:
        def tree = new LoopTree(dir, '''mkdir -p usr/share/zoneinfo/Europe etc/default; echo zone >usr/share/zoneinfo/Europe/Berlin; echo Etc/UTC >etc/timezone
            echo utc >etc/localtime; printf 'LANG=C\\nLC_TIME=en\\n' >etc/default/locale''')

        when:
        def told = tree.identify('timezone Europe/Berlin', 'locale de_DE.UTF-8')

        then:
        told.status == 0
        tree.inside('cd "$1"; readlink etc/localtime; cat etc/timezone etc/default/locale').readLines() ==
                ['../usr/share/zoneinfo/Europe/Berlin', 'Europe/Berlin', 'LC_TIME=en', 'LANG=de_DE.UTF-8']

        expect:
        tree.identify('timezone Europe/Paris').failed == 'the tree has no time zone Europe/Paris'
    }

    def "cloud-init finds its seed in #seed, and nothing of a former instance"() {
        given:
        def tree = new LoopTree(dir, '''mkdir -p etc/cloud var/lib/cloud/instances/old var/lib/cloud/sem var/lib/cloud/seed/nocloud
            ln -s instances/old var/lib/cloud/instance; echo old >var/lib/cloud/seed/nocloud/user-data; echo stays >var/lib/cloud/note''')
        def identity = new Identity('w01', Identity.SshKeys.FRESH, [], [], new Identity.Network(NetworkSystem.AUTO, [CARD]), '', '',
                new Identity.CloudInit(Identity.Seed.valueOf(seed.toUpperCase()), [], ['htop']))
        def wanted = CloudSeed.of(identity, 'w01 r1')

        when:
        def told = tree.identify(*new IdentityText(identity).sent('w01 r1').readLines().dropRight(1))

        then:
        told.status == 0
        tree.inside('cd "$1/var/lib/cloud"; find . -type f -printf "%P %m\\n" | sort').readLines() ==
                (seed == 'tree' ? wanted.keySet().sort().collect { 'seed/nocloud/' + it + ' 600' } : []).plus(0, ['note 644'])
        wanted.every { name, text ->
            text == (seed == 'tree' ? tree.read("var/lib/cloud/seed/nocloud/$name")
                    : seed == 'iso' ? LoopSlot.sh('isoinfo -R -i "$1" -x "/$2"', new File(dir, 'w01-seed.iso'), name)
                    : LoopSlot.sh('mcopy -n -i "$1" "::$2" -', new File(dir, 'w01-seed.img'), name))
        }
        seed == 'tree' || LoopSlot.sh('blkid -p -o value -s LABEL "$1"; stat -c %a "$1"', new File(dir, "w01-seed.${seed == 'iso' ? 'iso' : 'img'}")).readLines()*.toLowerCase() == ['cidata', '600']

        where:
        seed << ['tree', 'iso', 'vfat']
    }

    def "cloud-init that the tree does not have is not set up"() {
        expect:
        new LoopTree(dir).identify('seed tree', 'seed-file user-data x').failed == 'the tree has no cloud-init'
    }

    def "a new file has the label of its directory where the system has labels; directories keep their times"() {
        given:
        def tree = new LoopTree(dir, '''for at in etc root; do setfattr -n security.selinux -v "system_u:object_r:${at}_t:s0" $at; done
            touch -d "2020-02-02 02:02:02.123456789" etc etc/ssh root home''')

        when:
        tree.identify('authorized root add', 'authorized-key root ssh-ed25519 AAAAx')

        then:
        tree.inside('cd "$1"; stat -c "%C" root/.ssh root/.ssh/authorized_keys etc/hostname').readLines() ==
                ['system_u:object_r:root_t:s0'] * 2 + ['system_u:object_r:etc_t:s0']
        tree.inside('cd "$1"; stat -c "%y" etc etc/ssh root home').readLines().every { it.startsWith('2020-02-02 02:02:02.123456789') }
    }

    def "an identity that is cut short is refused before anything is written"() {
        given:
        def tree = new LoopTree(dir)
        def text = LoopTree.IDENTITY.text()
        def process = new ProcessBuilder('sh', '-euc', text + '\ncd "$1"; identity_receive /x', 'sh', dir.path).start()
        process.outputStream.withCloseable { it << 'ssh-keys kept\nauthorized ro' }

        expect:
        process.inputStream.text.startsWith('failed the identity did not come whole')
        process.waitFor() == 70
    }

    private static List<String> document(NetworkSystem system) {
        new IdentityText(new Identity('w01', Identity.SshKeys.FRESH, [], [], new Identity.Network(system, [CARD]), '', '', Identity.CloudInit.NONE))
                .sent('').readLines().dropRight(1)
    }
}
