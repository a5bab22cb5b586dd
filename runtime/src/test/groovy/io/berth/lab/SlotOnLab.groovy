package io.berth.lab

/** A slot as its host shows it. */
class SlotOnLab {

    final String name
    final String host
    final String pool
    final String tree

    SlotOnLab(String name, String host, String pool, String tree) {
        this.name = name
        this.host = host
        this.pool = pool
        this.tree = tree
    }

    static final String SSH = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR'

    /** What the running guest says over ssh: host name, machine id, host key. */
    List<String> says() {
        Lab.must(host, '''
            mac=$(virsh -q domiflist "$1" | awk '{ print $5 }')
            address=$(ip neigh | awk -v mac="$mac" '$5 == mac && $6 != "FAILED" { print $1 }' | tail -n 1)
            ''' + SSH + ''' "root@$address" 'hostname; cat /etc/machine-id; cut -d" " -f2 /etc/ssh/ssh_host_ed25519_key.pub'
            ''', name).readLines()
    }

    void shutDown() {
        Lab.must(host, '''
            virsh -q shutdown "$1" >/dev/null
            tries=0
            until [ "$(virsh domstate "$1")" = 'shut off' ]; do
                tries=$((tries + 1)); [ $tries -lt 200 ]; sleep 0.1
            done''', name)
    }

    /** Runs a script with the tree of the guest, which is off, mounted at $mnt. */
    String inside(String options, String script) {
        Lab.must(host, '''
            exec unshare --mount --propagation private sh -euc '
                loop=$(losetup --find --show --offset $(($(partx -g -o START --nr 1 "$1") * 512)) "$1")
                trap "cd /; umount /mnt 2>/dev/null || true; losetup -d $loop" EXIT
                mount -o "$2" "$loop" /mnt
                mnt=/mnt
                eval "$3"' sh "$1" "$2" "$3"
            ''', "/srv/berth/pools/$pool/${name}.raw", options, script)
    }

    /** What differs from the golden tree, as rsync lists it. */
    List<String> differences() {
        def golden = host == 'kvm1' ? tree : "root@10.77.0.11:$tree"
        inside('ro', "rsync -naHAXS --numeric-ids --checksum --delete -i --exclude=/lost+found -e '$SSH' '$golden/' /mnt/").readLines()
    }

    /** What is still held on the host for this slot: locks, loop devices, mounts, mapping records. Nothing, when all is well. */
    String leftovers() {
        Lab.must(host, '''
            losetup --list --noheadings --output NAME --associated "$2"
            ls /var/lib/berth/maps | grep -xF "$1" || true
            grep -F "/run/berth/mnt/$1" /proc/*/mountinfo 2>/dev/null || true
            lock=/run/berth/locks/slot-$1
            [ ! -e "$lock" ] || flock --nonblock "$lock" true || echo "locked by $(cat "$lock")"
            ''', name, "/srv/berth/pools/$pool/${name}.raw")
    }
}
