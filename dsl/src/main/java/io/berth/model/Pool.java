package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A libvirt storage pool, the same on each of its hosts.
 *
 * @param hosts names of the hosts that have it
 * @param store what its volumes lie in
 * @param dir absolute path of its directory on the host: for a filesystem where it is mounted, for a volume group {@code /dev/GROUP}
 * @param start whether it is to be active; one that is active stays so
 * @param mounted absolute path at which something must be mounted, at the directory or above it; empty: nothing must
 * @param contains path below the directory at which something must be, so that it is known to be the right one; empty: nothing must
 */
public record Pool(String name, List<String> hosts, Store store, String dir, boolean start, boolean autostart, String mounted, String contains,
                   SourceRange at) {

    /** In libvirt's words. */
    public enum Kind { DIR, FS, NETFS, LOGICAL }

    /**
     * What volumes lie in.
     *
     * @param server of a filesystem of the network who has it; else empty
     * @param path of a filesystem its device, of one of the network its path there, of volumes of LVM the name of their group; of a directory empty
     * @param format of a filesystem its type; empty: found out
     * @param devices of a volume group those it is made of, if it is made
     * @param build whether a filesystem or volume group is made where there is none
     */
    public record Store(Kind kind, String server, String path, String format, List<String> devices, boolean build) {

        /** A directory of the host. */
        public static final Store DIR = new Store(Kind.DIR, "", "", "", List.of(), false);

        public Store {
            devices = List.copyOf(devices);
        }
    }

    public Pool {
        hosts = List.copyOf(hosts);
    }

    /** A directory of the host. */
    public Pool(String name, List<String> hosts, String dir, boolean autostart, SourceRange at) {
        this(name, hosts, Store.DIR, dir, true, autostart, "", "", at);
    }
}
