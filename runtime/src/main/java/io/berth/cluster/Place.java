package io.berth.cluster;

import java.util.List;
import java.util.Set;

/**
 * What lies behind a path of a host, by what the host says of it: so that one can tell whether two hosts mean the same.
 *
 * @param path without links; of what is on no host its name: {@code rbd:pool/image}
 * @param kind what it is
 * @param boot the kernel that says so
 * @param number of the filesystem a file is on; of a device its own
 * @param inode of a file
 * @param born when the file was made, to the nanosecond; empty: not known
 * @param filesystem the kernel's own number of it; empty: none
 * @param uuid of the filesystem, or what a device calls itself ({@code naa.5000c500…}, {@code LVM-…}); empty: not known
 * @param type of the filesystem: {@code ext4}, {@code nfs4}
 * @param within where in what is mounted it lies: {@code server:/export/images/a.qcow2}; empty: not known
 */
public record Place(String path, Kind kind, String boot, String number, String inode, String born, String filesystem, String uuid, String type, String within) {

    /** What a path leads to. */
    public enum Kind {
        FILE,
        DEVICE,
        /** A disk that is reached by a network, and by the same name from everywhere. */
        REMOTE,
        /** Nothing, as far as the host can tell. */
        NOTHING
    }

    /** Filesystems that many hosts have at once; a host cannot tell whether another has, too. */
    private static final Set<String> SHARED = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "ocfs2", "gfs2", "lustre", "9p", "virtiofs", "afs",
            "beegfs", "gpfs", "pvfs2", "orangefs", "ncpfs", "coda", "pvfs", "vmhgfs", "vboxsf", "acfs");
    /** Of what nothing tells that it is another host's, and the name alone that it is one's own. */
    private static final List<String> SHARED_DEVICES = List.of("/dev/drbd", "/dev/rbd", "/dev/nbd");

    static Place remote(String name) {
        return new Place(name, Kind.REMOTE, "", "", "", "", "", "", "", "");
    }

    /** A disk on no host has a name with its protocol in front. */
    static boolean isRemote(String path) {
        return path.matches("[a-z0-9+.-]+:.*");
    }

    /**
     * Whether the other is the same file or device. Where that cannot be known for certain, it is: two guests on one disk are worse than one that has
     * to wait.
     *
     * @param here whether both were told by one host
     */
    boolean is(Place other, boolean here) {
        if (kind == Kind.REMOTE || other.kind == Kind.REMOTE) {
            return kind == other.kind && path.equals(other.path);
        }
        if (kind == Kind.NOTHING || other.kind == Kind.NOTHING) {
            return path.equals(other.path) && (here || shared() || other.shared());
        }
        if (kind != other.kind) {
            return false;
        }
        if (here || !boot.isEmpty() && boot.equals(other.boot)) {
            return number.equals(other.number) && inode.equals(other.inode);
        }
        return kind == Kind.DEVICE ? sameDevice(other) : shared() || other.shared() ? sameShared(other) : sameLocal(other);
    }

    private boolean shared() {
        return kind == Kind.DEVICE ? SHARED_DEVICES.stream().anyMatch(path::startsWith) : SHARED.contains(type) || type.startsWith("fuse.");
    }

    private boolean sameDevice(Place other) {
        return !uuid.isEmpty() && uuid.equals(other.uuid) || shared() && path.equals(other.path);
    }

    /** Mounted wherever it may be: by what is mounted, by its path, or by its number where that is of one filesystem, or of one that has none. */
    private boolean sameShared(Place other) {
        if (path.equals(other.path) || !within.isEmpty() && within.equals(other.within)) {
            return true;
        }
        return inode.equals(other.inode) && filesystem.equals(other.filesystem) && (born.isEmpty() || other.born.isEmpty() || born.equals(other.born));
    }

    /** A filesystem that two hosts have at once by a device of both. Hosts copied from one another have filesystems of one UUID: then their files were made at other times. */
    private boolean sameLocal(Place other) {
        boolean one = !uuid.isEmpty() && !other.uuid.isEmpty() ? uuid.equals(other.uuid) : !filesystem.isEmpty() && filesystem.equals(other.filesystem);
        return one && inode.equals(other.inode) && (born.isEmpty() || other.born.isEmpty() || born.equals(other.born));
    }
}
