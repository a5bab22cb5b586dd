package io.berth.script;

import io.berth.api.Param;
import io.berth.model.Disk;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.GuestSeed;
import io.berth.model.Size;
import java.util.List;
import java.util.Map;

/** What playbooks say of guests, word for word. */
final class SaidGuest {

    private SaidGuest() {
    }

    record Name(
            @Param(doc = "its name, its domain's and its system's", positional = true, required = true) String name) {
    }

    record Series(
            @Param(doc = "what their names begin with; a number of two digits or more follows", positional = true, required = true) String name,
            @Param(doc = "how many, from 1", required = true) int count) {
    }

    record OfGuest(
            @Param(doc = "its host; this or place") List<String> on,
            @Param(doc = "the hosts it may be on: it is placed on the one that fits best, and stays there; this or on") OfPlace place,
            @Param(doc = "name of its libvirt XML template", required = true) String template,
            @Param(doc = "its memory: 2.GiB, max: 4.GiB", required = true) OfMemory memory,
            @Param(doc = "its virtual processors: 2, max: 4") OfVcpus vcpus,
            @Param(doc = "a disk; said once for each") List<OfDisk> disk,
            @Param(doc = "a network card; said once for each") List<OfNic> nic,
            @Param(doc = "whether it boots by UEFI firmware; its variables are kept", fallback = "false") boolean uefi,
            @Param(doc = "what cloud-init does at its first boot; else nothing is made for it") OfCloudInit cloudInit,
            @Param(doc = "its screen: vnc or spice, on its host's loopback address; or none", fallback = "none") Guest.Display display,
            @Param(doc = "whether libvirt starts it with its host", fallback = "false") boolean autostart,
            @Param(doc = "whether a run starts it; else it is left on or off", fallback = "false") boolean running,
            @Param(doc = "further variables of the template") Map<String, Object> vars,
            @Param(doc = "raw arguments of QEMU, for what libvirt does not know: a last resort") List<String> qemuArguments,
            @Param(doc = "what it may lose when it is changed: targets of disks in whose place others come, 'nvram'") List<String> mayLose) {
    }

    record OfPlace(
            @Param(doc = "names and patterns of hosts, names of groups") List<String> among,
            @Param(doc = "of a series: true, no two are on one host; or the name of a variable of hosts, in which theirs differ: 'rack'") SaidApart apart,
            @Param(doc = "names and patterns of guests that are on other hosts") List<String> apartFrom,
            @Param(doc = "names and patterns of guests that are on the same host") List<String> together,
            @Param(doc = "variables that its host has, with these values: [disks: 'ssd']") Map<String, Object> labels) {
    }

    record OfMemory(
            @Param(doc = "what it has when it starts", positional = true, required = true) Size size,
            @Param(doc = "what it may be given while it runs; else no more") Size max) {
    }

    record OfVcpus(
            @Param(doc = "how many it has when it starts, from 1", positional = true, fallback = "1") int count,
            @Param(doc = "how many it may be given while it runs; else no more") int max) {
    }

    record OfDisk(
            @Param(doc = "name of its pool: it is a file there; this, volumeGroup or path") String pool,
            @Param(doc = "an LVM volume group of its host: it is a volume there") String volumeGroup,
            @Param(doc = "absolute path of a file or device that is there") String path,
            @Param(doc = "name of the file or volume; else one made from the guest's name") String volume,
            @Param(doc = "its size; else that of its source. It grows, and never shrinks") Size size,
            @Param(doc = "what it is a copy of when it is made: image('debian12'), guest('golden'), another volume's name, or an absolute path; else it is empty") SaidSource from,
            @Param(doc = "format of a file: raw or qcow2; else qcow2, of a path raw unless it ends in .qcow2", fallback = "qcow2") Disk.Format format,
            @Param(doc = "disk, or cdrom, which is only read", fallback = "disk") GuestDisk.Device device,
            @Param(doc = "its bus: virtio, scsi, sata, ide, usb; else virtio, of a cdrom sata", fallback = "virtio") GuestDisk.Bus bus,
            @Param(doc = "how the host caches it: auto, none, writeback, writethrough, directsync, unsafe; auto: as the template says", fallback = "auto") GuestDisk.Cache cache,
            @Param(doc = "what becomes of blocks that it gives up: unmap or ignore", fallback = "unmap") GuestDisk.Discard discard) {
    }

    record OfNic(
            @Param(doc = "name of its network; this or bridge", positional = true) String network,
            @Param(doc = "name of a bridge of its host") String bridge,
            @Param(doc = "MAC address; else one made from the guest's name, always the same") String mac,
            @Param(doc = "what it is to the guest: virtio, e1000e, rtl8139", fallback = "virtio") String model,
            @Param(doc = "fixed IPv4 address, of a series the first one's; with prefix where the network has no range: 192.0.2.21/24; else DHCP") String address) {
    }

    record OfCloudInit(
            @Param(doc = "as what it is given to the guest: iso or vfat", fallback = "iso") GuestSeed.Medium medium,
            @Param(doc = "host name of the system; else the guest's name") String hostname,
            @Param(doc = "an account; said once for each") List<OfUser> user,
            @Param(doc = "packages that it installs") List<String> packages,
            @Param(doc = "lines for a shell, run as root at the end of the first boot") List<String> run,
            @Param(doc = "how it reaches its networks; else the addresses of its cards, or DHCP") SaidIdentity.OfNetwork network,
            @Param(doc = "its time zone: Europe/Berlin; else the image's") String timezone) {
    }

    record OfUser(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "ssh keys that open it, as in the .pub files") List<String> keys,
            @Param(doc = "hash of its password, as mkpasswd or openssl passwd makes it; else it has none", secret = true) String password,
            @Param(doc = "groups it is in, beside its own") List<String> groups,
            @Param(doc = "its shell", fallback = "/bin/bash") String shell,
            @Param(doc = "whether it may do all as root, without a password", fallback = "false") boolean sudo) {
    }
}
