package io.berth.task

import io.berth.fixture.OnHost
import java.nio.file.Files

/**
 * A filesystem of this machine whose disk is memory: nothing waits for a real disk where files are synced again and again. It is a
 * real filesystem all the same, with attributes, holes, and blocks to share where it knows that. Needs root.
 */
class MemoryDisk implements AutoCloseable {

    /** Its directory. */
    final File dir
    private final File memory

    /** @param filesystem ext4, xfs or btrfs */
    MemoryDisk(String filesystem = 'ext4', String size = '2G') {
        assert 'root' == System.getProperty('user.name'): 'these specs mount filesystems: they need root'
        memory = Files.createTempDirectory('berth-memory').toFile()
        dir = new File(memory, 'disk')
        OnHost.run('sh', '-euc', '''mount -t tmpfs -o size=3g berth-spec "$1"; truncate -s "$3" "$1/image"; mkdir "$1/disk"
            case $2 in
            ext4) mkfs.ext4 -q -F -m 0 -O ^has_journal -E lazy_itable_init=1 "$1/image" ;;
            xfs) mkfs.xfs -q -m reflink=1 "$1/image" ;;
            btrfs) mkfs.btrfs -q "$1/image" ;;
            esac
            mount -o loop "$1/image" "$1/disk"''', 'sh', memory, filesystem, size)
    }

    /** A new directory on it. */
    File directory() {
        Files.createTempDirectory(dir.toPath(), 'of').toFile()
    }

    /** What was mounted on it is in the mounts of others, too, who copied them while it was: it goes with the last of them. */
    @Override
    void close() {
        OnHost.run('sh', '-euc', 'umount -l "$1/disk"; umount -l "$1"; rmdir "$1"', 'sh', memory)
    }
}
