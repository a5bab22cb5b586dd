package io.berth.script;

import io.berth.api.Param;
import io.berth.model.Become;
import io.berth.model.Condition;
import io.berth.model.Disk;
import io.berth.model.Host;
import io.berth.model.Share;
import io.berth.model.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What playbooks say of each thing they declare, word for word: the parameters of the words that are not task types. */
final class Said {

    private Said() {
    }

    record OfHost(
            @Param(doc = "its name in playbooks and output", positional = true, required = true) String name,
            @Param(doc = "where it is reached; else what the ssh configuration says for its name") String address,
            @Param(doc = "TCP port of its sshd, 1 to 65535; else the ssh configuration's") int port,
            @Param(doc = "who logs in; else the ssh configuration's") String user,
            @Param(doc = "private key; a relative path is from the file that says it") String identityFile,
            @Param(doc = "known_hosts file; a relative path is from the file that says it") String knownHosts,
            @Param(doc = "how it is reached: ssh, or local for this machine", fallback = "ssh") Host.Connection connection,
            @Param(doc = "its management controller, for 'berth host power': address, user, password; port, interface and cipher as ipmitool has them. Becomes its variable ipmi",
                    secret = true) Map<String, Object> ipmi,
            @Param(doc = "variables of this host, for templates") Map<String, Object> vars) {
    }

    record OfGroup(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "names and patterns of hosts, names of groups", positional = true, required = true) List<String> members,
            @Param(doc = "variables of its hosts, for templates; a host's own win") Map<String, Object> vars) {
    }

    record OfPool(
            @Param(doc = "its name in libvirt", positional = true, required = true) String name,
            @Param(doc = "the hosts that have it", required = true) List<String> on,
            @Param(doc = "absolute path of its directory on the host; of fs and netfs where it is mounted") String dir,
            @Param(doc = "a filesystem of a device, which libvirt mounts at dir") OfFs fs,
            @Param(doc = "a filesystem of another machine, which libvirt mounts at dir") OfNetfs netfs,
            @Param(doc = "a volume group of LVM") OfLogical logical,
            @Param(doc = "whether a filesystem or a volume group is made where the devices are empty; else it must be there", fallback = "false") boolean build,
            @Param(doc = "absolute path at which something must be mounted, at dir or above it; else the pool is refused") String mounted,
            @Param(doc = "path below dir at which a file or directory must be; else the pool is refused") String contains,
            @Param(doc = "whether it is started", fallback = "true") boolean start,
            @Param(doc = "whether libvirt starts it with the host", fallback = "false") boolean autostart) {
    }

    record OfFs(
            @Param(doc = "absolute path of the device", positional = true) String device,
            @Param(doc = "its type, such as ext4; else found out") String format) {
    }

    record OfNetfs(
            @Param(doc = "who has it: a name or an address") String host,
            @Param(doc = "absolute path there") String path,
            @Param(doc = "its type: nfs, cifs, glusterfs", fallback = "nfs") String format) {
    }

    record OfLogical(
            @Param(doc = "name of the group", positional = true) String group,
            @Param(doc = "with build: absolute paths of the devices it is made of") List<String> devices) {
    }

    record OfNetwork(
            @Param(doc = "its name in libvirt", positional = true, required = true) String name,
            @Param(doc = "the hosts that have it", required = true) List<String> on,
            @Param(doc = "address range, /8 to /30, translated to the outside; the host has its first address") String nat,
            @Param(doc = "address range, /8 to /30, without a way outside; the host has its first address") String isolated,
            @Param(doc = "address range, /8 to /30, that the others know the way to: nothing is translated; the host has its first address") String routed,
            @Param(doc = "the same, and libvirt makes no rules for the host's firewall") String open,
            @Param(doc = "name of an existing bridge of the host") String bridge,
            @Param(doc = "name of an existing bridge of Open vSwitch") String ovs,
            @Param(doc = "first and last address handed out, as two values or a range") OfDhcp dhcp,
            @Param(doc = "whether libvirt starts it with the host", fallback = "false") boolean autostart) {
    }

    record OfDhcp(
            @Param(doc = "first address handed out", positional = true) String from,
            @Param(doc = "last address handed out", positional = true) String to) {
    }

    record OfTemplate(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "FreeMarker file; a relative path is from the file that says it", positional = true, required = true) String file) {
    }

    record SlotName(
            @Param(doc = "its name, its domain's and its system's", positional = true, required = true) String name) {
    }

    record SlotSeries(
            @Param(doc = "what their names begin with; a number of two digits or more follows", positional = true, required = true) String name,
            @Param(doc = "how many on each host, from 1; this or count") int perHost,
            @Param(doc = "how many on all hosts together, from 1; this or perHost") int count) {
    }

    record OfSlot(
            @Param(doc = "its host; the hosts of a series", required = true) List<String> on,
            @Param(doc = "its disk", required = true) OfDisk disk,
            @Param(doc = "memory of its guest", required = true) Size memory,
            @Param(doc = "virtual processors of its guest, from 1", fallback = "1") int vcpus,
            @Param(doc = "a network card; said once for each") List<OfNic> nic,
            @Param(doc = "name of its libvirt XML template", required = true) String template,
            @Param(doc = "the image that is deployed where a play says no other: its name, or name@release") String image,
            @Param(doc = "further variables of the template") Map<String, Object> vars,
            @Param(doc = "directories and archives, from the file that says it, that each redeploy lays over its tree, one after another, before it gets its identity") List<String> insert,
            @Param(doc = "who its system is, as far as redeploys do not say otherwise") SaidIdentity.OfIdentity identity) {
    }

    record OfDisk(
            @Param(doc = "name of its pool: it is a file there; this, device or volumeGroup") String pool,
            @Param(doc = "a block device of its host, below /dev; of a series one for each slot of a host, in order") List<String> device,
            @Param(doc = "an LVM volume group of its host: it is a volume there, of the slot's name; vg0/pool0: a thin volume of that pool") String volumeGroup,
            @Param(doc = "its size; of a device nothing is said") Size size,
            @Param(doc = "format of its file", fallback = "raw") Disk.Format format,
            @Param(doc = "number of the partition that holds the system, from 1; 0: the filesystem is on the disk itself. Else 1 of a file, 0 of a device or volume") int partition,
            @Param(doc = "its filesystem: ext2, ext3, ext4, xfs, btrfs, or where no system is redeployed vfat", fallback = "ext4") String filesystem,
            @Param(doc = "its partition table, when made from nothing; auto: dos, or gpt where dos does not reach", fallback = "auto") Disk.Table table,
            @Param(doc = "swap: a size, and it is made beside the system; or a block device that is the guest's second disk, of a series one for each slot of a host") SaidSwap swap,
            @Param(doc = "how the host gets at the partition; auto: as it can", fallback = "auto") Disk.Mapping map) {
    }

    record OfNic(
            @Param(doc = "name of its network", positional = true, required = true) String network,
            @Param(doc = "MAC address; else one made from the slot's name, always the same") String mac,
            @Param(doc = "fixed IPv4 address; else DHCP") String address) {
    }

    record OfPlay(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "how many hosts it goes through at a time: 2, '30%', or one after another 1, 5, '100%', of which the last is repeated; else all") List<Share> serial,
            @Param(doc = "it stops once more hosts than that have failed: 1, '20%'; else only when all of a batch have") Share maxFail,
            @Param(doc = "the order of its hosts: inventory, reverse, name", fallback = "inventory") Order order,
            @Param(doc = "how much of it runs at once; without it the run's own limits hold") Limit limit) {
    }

    /** In which order a play goes through its hosts. */
    enum Order { INVENTORY, REVERSE, NAME }

    record Limit(
            @Param(doc = "how many of its tasks run at once on one host, from 1") int perHost,
            @Param(doc = "the same of those that write to one pool of a host") int perPool,
            @Param(doc = "the same on hosts that have one value of a variable: [rack: 1]") Map<String, Integer> perLabel) {
    }

    /** What a play, a block, a role and an include say for all tasks in them. */
    record HandedDown(
            @Param(doc = "the hosts of tasks that say none") List<String> on,
            @Param(doc = "tags of its tasks, beside their own") List<String> tags,
            @Param(doc = "what must hold for its tasks to run, beside their own: { … }") Optional<Condition> when,
            @Param(doc = "as whom its tasks are done, unless they say: true for root, 'postgres', or user and method (sudo, su, doas)") Optional<Become> become,
            @Param(doc = "variables of the commands its tasks run; their own win") Map<String, String> env,
            @Param(doc = "absolute path in which its tasks run commands, unless they say") String directory,
            @Param(doc = "of one attempt of each task on one host, unless it says") Duration timeout,
            @Param(doc = "further attempts of each task, unless it says") int retries,
            @Param(doc = "pause before each of these, unless it says") Duration delay,
            @Param(doc = "variables of its templates; they win over those of hosts") Map<String, Object> vars) {
    }

    record OfBlock(
            @Param(doc = "what it is for", positional = true) String title) {
    }

    record OfHandler(
            @Param(doc = "its name, by which tasks notify it", positional = true, required = true) String name) {
    }

    record OfRole(
            @Param(doc = "its name, that of its file", positional = true, required = true) String name,
            @Param(doc = "what it is for") String doc) {
    }

    record OfParameter(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "what it means, with unit and range") String doc,
            @Param(doc = "text, number, flag, size, duration, list, map or any; else what its fallback is", fallback = "any") ParameterType type,
            @Param(doc = "whether it must be given; else it must where it has no fallback") boolean required) {
    }

    enum ParameterType { TEXT, NUMBER, FLAG, SIZE, DURATION, LIST, MAP, ANY }

    record OfRoleUse(
            @Param(doc = "the name of the role", positional = true, required = true) String role) {
    }

    record HostPatterns(
            @Param(doc = "names and patterns of hosts, names of groups", positional = true, required = true) List<String> patterns) {
    }

    record TaskHosts(
            @Param(doc = "the hosts it runs on; else the play's") List<String> on) {
    }

    record OfTask(
            @Param(doc = "what it is called in output; else its word and name") String title,
            @Param(doc = "of one attempt on one host", fallback = "30min") Duration timeout,
            @Param(doc = "further attempts after a failed one; where until is said and this is not, 3", fallback = "0") int retries,
            @Param(doc = "pause before each further attempt", fallback = "1s") Duration delay,
            @Param(doc = "what must hold of its result for it to be done, { … }: else it is tried again") Optional<Condition> until,
            @Param(doc = "what must hold for it to run: { … }") Optional<Condition> when,
            @Param(doc = "whether it failed, by its result, in place of its exit status: { … }") Optional<Condition> failedWhen,
            @Param(doc = "whether it changed something, by its result: { … }") Optional<Condition> changedWhen,
            @Param(doc = "whether the run goes on when it failed", fallback = "false") boolean ignoreFailure,
            @Param(doc = "names by which it can be picked out: --tags, --skip-tags") List<String> tags,
            @Param(doc = "handlers that run when it changed something", word = "notify") List<String> notifies,
            @Param(doc = "the host on which it is done for each of its hosts; else the host itself") String delegate,
            @Param(doc = "whether it runs for the first of its hosts only; its result is that of all", fallback = "false") boolean once,
            @Param(doc = "as whom it is done: true for root, 'postgres', or user and method (sudo, su, doas)") Optional<Become> become,
            @Param(doc = "variables of the commands it runs") Map<String, String> env,
            @Param(doc = "absolute path in which it runs commands; else the login's home") String directory,
            @Param(doc = "variables of its templates; they win over those of hosts") Map<String, Object> vars) {
    }
}
