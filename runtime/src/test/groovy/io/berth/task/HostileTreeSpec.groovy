package io.berth.task

import io.berth.model.Identity
import io.berth.model.Identity.Card
import io.berth.model.Identity.NetworkSystem
import spock.lang.Specification
import spock.lang.TempDir

/**
 * A tree in which any part of the way to any file that an identity writes is a symbolic link to the host's own: nothing of the
 * host's is written, made, removed or as much as touched.
 */
class HostileTreeSpec extends Specification {

    @TempDir
    File dir

    /** What a system of any kind may have, and the host has it, too. */
    private static final POPULATE = '''mkdir -p etc/ssh etc/default etc/network etc/netplan etc/systemd/network etc/sysconfig/network-scripts \\
            etc/NetworkManager/system-connections etc/cloud/cloud.cfg.d usr/share/zoneinfo/Europe var/lib/dbus var/lib/systemd var/lib/urandom \\
            var/lib/cloud/seed/nocloud var/lib/cloud/instances root/.ssh home/ada/.ssh
        printf 'root:x:0:0:root:/root:/bin/sh\\nada:x:1000:1001::/home/ada:/bin/sh\\n' >etc/passwd
        printf 'root:*:19000:0:99999:7:::\\nada:!:19000:0:99999:7:::\\n' >etc/shadow
        echo 'UUID=dead-beef / ext4 defaults 0 1' >etc/fstab
        for f in etc/hostname etc/hosts etc/machine-id etc/ssh/sshd_config etc/ssh/ssh_host_ed25519_key etc/timezone etc/localtime etc/locale.conf \\
            etc/default/locale etc/resolv.conf etc/network/interfaces etc/netplan/60-berth.yaml etc/netplan/old.yaml etc/systemd/network/10-berth0.network \\
            etc/systemd/network/old.network etc/sysconfig/network-scripts/ifcfg-berth0 etc/sysconfig/network-scripts/ifcfg-old \\
            etc/NetworkManager/system-connections/berth0.nmconnection etc/NetworkManager/system-connections/old etc/cloud/cloud.cfg.d/99-berth-network.cfg \\
            usr/share/zoneinfo/Europe/Berlin var/lib/dbus/machine-id var/lib/systemd/random-seed var/lib/urandom/random-seed \\
            var/lib/cloud/seed/nocloud/user-data var/lib/cloud/seed/nocloud/meta-data var/lib/cloud/instances/data root/.ssh/authorized_keys \\
            home/ada/.ssh/authorized_keys; do echo "original $f" >"$f"; done
        ln -s instances var/lib/cloud/instance
        '''

    /** All that every identity writes, and the ways to it. */
    private static final ALWAYS = ['etc', 'etc/hostname', 'etc/hosts', 'etc/machine-id', 'etc/ssh', 'etc/ssh/sshd_config', 'etc/ssh/ssh_host_ed25519_key',
                                   'etc/fstab', 'etc/passwd', 'etc/shadow', 'etc/timezone', 'etc/localtime', 'etc/locale.conf', 'etc/default', 'etc/default/locale',
                                   'usr', 'usr/share/zoneinfo', 'var', 'var/lib', 'var/lib/dbus', 'var/lib/dbus/machine-id', 'var/lib/systemd',
                                   'var/lib/systemd/random-seed', 'var/lib/urandom/random-seed', 'root', 'root/.ssh', 'root/.ssh/authorized_keys',
                                   'home', 'home/ada', 'home/ada/.ssh', 'home/ada/.ssh/authorized_keys']

    def "the host's files stay as they are, with #what, whatever of it is a link"() {
        given:
        def tree = new LoopTree(dir)
        def host = new File(dir, 'host')
        def golden = new File(dir, 'golden')
        [host, golden].each { LoopSlot.sh "mkdir \"\$1\"; cd \"\$1\"; $POPULATE", it }
        def before = listed(host)
        def lines = new IdentityText(identity).sent('w01 r1').readLines().dropRight(1)

        expect:
        paths.every { path ->
            int deep = path.count('/') + 1 // from the mounted tree in dir/mnt
            String target = path.hashCode() % 2 == 0 ? new File(host, path).path : '../' * deep + 'host/' + path
            def told = tree.identifyAfter('find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +; cp -a "$1/." .; rm -rf "$2"; ln -s "$3" "$2"', [golden, path, target], *lines)
            assert told.status in [0, 70]: "$path: $told"
            assert listed(host) == before: "$path -> $target: $told"
            true
        }

        where:
        what             | identity                             | paths
        'keys and names' | network(NetworkSystem.NETPLAN)       | ALWAYS + ['etc/netplan', 'etc/netplan/60-berth.yaml', 'etc/netplan/old.yaml', 'etc/cloud', 'etc/cloud/cloud.cfg.d', 'etc/cloud/cloud.cfg.d/99-berth-network.cfg']
        'networkd'       | network(NetworkSystem.NETWORKD)      | ['etc/systemd', 'etc/systemd/network', 'etc/systemd/network/10-berth0.network', 'etc/systemd/network/old.network']
        'NetworkManager' | network(NetworkSystem.NETWORKMANAGER) | ['etc/NetworkManager', 'etc/NetworkManager/system-connections', 'etc/NetworkManager/system-connections/berth0.nmconnection', 'etc/NetworkManager/system-connections/old']
        'scripts'        | network(NetworkSystem.SCRIPTS)       | ['etc/sysconfig', 'etc/sysconfig/network-scripts', 'etc/sysconfig/network-scripts/ifcfg-berth0', 'etc/sysconfig/network-scripts/ifcfg-old']
        'ifupdown'       | network(NetworkSystem.IFUPDOWN)      | ['etc/network', 'etc/network/interfaces', 'etc/resolv.conf']
        'any network'    | network(NetworkSystem.AUTO)          | ['etc', 'etc/netplan', 'etc/systemd/network', 'etc/network']
        'cloud-init'     | cloud()                              | ['etc/cloud', 'var', 'var/lib', 'var/lib/cloud', 'var/lib/cloud/seed', 'var/lib/cloud/seed/nocloud', 'var/lib/cloud/instance', 'var/lib/cloud/instances', 'var/lib/cloud/seed/nocloud/user-data']
    }

    def "by #by, too: neither the host's /etc, nor its /etc/hostname, nor its /root/.ssh"() {
        given:
        def memory = new MemoryDisk(by == 'snapshot' ? 'xfs' : 'ext4')
        def slot = new LoopSlot(memory.dir)
        def host = new File(memory.dir, 'host')
        LoopSlot.sh 'mkdir -p "$1/etc/ssh" "$1/root/.ssh"; cd "$1"; for f in etc/hostname etc/hosts etc/ssh/ssh_host_rsa_key root/.ssh/authorized_keys; do echo "original $f" >"$f"; done', host
        LoopSlot.sh 'cd "$1"; mkdir -p root; echo "root:x:0:0::/root:/bin/sh" >etc/passwd', slot.golden
        def before = listed(host)
        if (by == 'block') {
            slot.run(by: 'tar')
        }

        expect:
        ['etc/hostname', 'root/.ssh', 'etc/ssh', 'etc'].eachWithIndex { path, number ->
            LoopSlot.sh 'rm -rf "$1/$2"; ln -s "$3/$2" "$1/$2"', slot.golden, path, host
            def release = by == 'block' ? disk(slot, number) : slot.release("${number}bbbbbbbbbbb")
            def run = slot.run(by: by, release: release, identity: 'authorized root add\nauthorized-key root ssh-ed25519 AAAAnew\nend\n')
            assert listed(host) == before
            assert run.status() == (path == 'etc/hostname' ? 0 : 70): "$path: $run.lines"
            assert path == 'etc/hostname' || run.said('failed') == "/$path in the tree is a symbolic link: it is not followed"
            assert slot.held() == ''
            assert path != 'etc/hostname' || slot.inside('cat "$1/etc/hostname"') == 'w01.example.org\n'
        }

        cleanup:
        memory?.close()

        where:
        by << ['rsync', 'tar', 'staged', 'snapshot', 'block']
    }

    /** A disk that has the golden tree, as a release. */
    private static String disk(LoopSlot slot, int number) {
        File made = new File(slot.dir, 'made.raw')
        LoopSlot.sh 'cp --sparse=always -- "$1" "$2"; mount -o loop,offset=1048576 "$2" "$3"; rsync -aHAX --delete --exclude=/lost+found "$4/" "$3/"',
                slot.disk, made, new File(slot.dir, 'look').tap { it.mkdirs() }, slot.golden
        slot.releaseDisk("${number}bbbbbbbbbbb", made, 'raw')
    }

    private static final List<Identity.AuthorizedKeys> KEYS = ['root', 'ada'].collect { new Identity.AuthorizedKeys(it, ['ssh-ed25519 AAAAnew'], '', false) }
    private static final List<Identity.Password> PASSWORDS = [new Identity.Password('root', '$6$a$b')]

    private static Identity network(NetworkSystem system) {
        new Identity('w01', Identity.SshKeys.KEPT, KEYS, PASSWORDS, new Identity.Network(system, [new Card('52:54:00:00:00:01', '192.0.2.21/24', '', ['192.0.2.1'], [])]),
                'Europe/Berlin', 'de_DE.UTF-8', Identity.CloudInit.NONE)
    }

    private static Identity cloud() {
        new Identity('w01', Identity.SshKeys.FRESH, [], [], Identity.Network.AS_IMAGE, '', '', new Identity.CloudInit(Identity.Seed.TREE, [], ['htop']))
    }

    /** All there is to see of what is below, times to the nanosecond included. */
    private static String listed(File directory) {
        LoopSlot.sh('cd "$1"; find . -printf "%p %y %m %U:%G %s %T@ %C@ %n %l\\n" | sort; find . -type f -exec cat {} +', directory)
    }
}
