package io.berth.task

import io.berth.api.Script

/** A system's tree on a filesystem of its own, mounted from a disk of two partitions, the second of which is swap. The scripts are the real ones. */
class LoopTree {

    /** What {@code redeploy.sh} does of an identity. */
    static final Script IDENTITY = SlotScript.of('redeploy/identity-tree.sh', 'redeploy/identity.sh', 'redeploy/identity-keys.sh',
            'redeploy/identity-users.sh', 'redeploy/identity-place.sh', 'redeploy/identity-fstab.sh', 'redeploy/identity-network.sh',
            'redeploy/identity-cloud.sh')

    final File dir
    final File disk

    LoopTree(File dir, String populate = '') {
        assert 'root' == System.getProperty('user.name'): 'these specs mount filesystems: they need root'
        this.dir = dir
        disk = new File(dir, 'w01.raw')
        LoopSlot.sh '''truncate -s 20M "$1"; printf 'start=2048, size=16384, type=83\\nstart=20480, size=8192, type=82\\n' | sfdisk -q "$1"
            swap=$(losetup -f --show -o 10485760 --sizelimit 4194304 "$1"); mkswap -q "$swap"; losetup -d "$swap"
            loop=$(losetup -f --show -o 1048576 --sizelimit 8388608 "$1"); mkfs.ext4 -q -F "$loop"; losetup -d "$loop"''', disk
        inside '''cd "$1"; mkdir -p etc/ssh usr root var/lib home/ada
            printf 'root:x:0:0:root:/root:/bin/sh\\nada:x:1000:1001::/home/ada:/bin/sh\\n' >etc/passwd
            printf 'root:*:19000:0:99999:7:::\\nada:!:19000:0:99999:7:::\\n' >etc/shadow; chmod 640 etc/shadow; chown 0:42 etc/shadow'''
        inside "cd \"\$1\"; $populate"
    }

    /** What a script prints that gets the mounted tree as its first argument. */
    String inside(String script, Object... arguments) {
        File at = new File(dir, 'look')
        at.mkdirs()
        LoopSlot.sh '''disk=$1 at=$2 script=$3; shift 3
            loop=$(losetup -f --show -o 1048576 --sizelimit 8388608 "$disk"); trap 'cd /; umount "$at"; losetup -d "$loop"' EXIT
            mount "$loop" "$at"; sh -euc "$script" sh "$at" "$@"''', [disk, at, script, *arguments] as Object[]
    }

    String read(String path) {
        inside 'cat "$1/$2"', path
    }

    /** Gives it an identity: lines as {@code identity.sh} has them, without the end. What the scripts say, by the kind of line. */
    Map<String, String> identify(String... lines) {
        identifyAfter('', [], lines)
    }

    /** The same once a script has run in the mounted tree, with these arguments. */
    Map<String, String> identifyAfter(String script, List<?> arguments, String... lines) {
        File mnt = new File(dir, 'mnt')
        mnt.mkdirs()
        String text = IDENTITY.text() + '''
            undo() { cd /; umount "$mnt"; losetup -d "$loop"; }
            dir=$1 disk=$2 mnt=$3 before=$4
            shift 4
            copy_next='redeploy it again'
            rm -rf "$dir/work"; mkdir -m 700 "$dir/work"; cd "$dir/work"
            identity_receive "$disk"
            loop=$(losetup -f --show -o 1048576 --sizelimit 8388608 "$disk")
            mount "$loop" "$mnt"
            trap undo EXIT
            (cd "$mnt"; sh -euc "$before" sh "$@")
            identity "$mnt" w01.example.org "$dir/keys/two words" "$loop" "$disk" "$disk"
            identity_verify "$mnt" "$disk"
            seed_switch "$disk"
            fact shown "$(printf %s "$identity_shown" | tr '\\n' '|')"
            '''
        Process process = new ProcessBuilder(['unshare', '--mount', '--propagation', 'private', '--', 'sh', '-euc', text, 'sh', dir, disk, mnt, script, *arguments]*.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start()
        process.outputStream.withCloseable { it << (lines + ['end']).collect { line -> line + '\n' }.join() }
        List<String> said = process.inputStream.readLines('UTF-8')
        Map<String, String> told = said.collectEntries { [it.split(' ')[0], it.substring(it.indexOf(' ') + 1)] }
        told.status = process.waitFor()
        told
    }
}
