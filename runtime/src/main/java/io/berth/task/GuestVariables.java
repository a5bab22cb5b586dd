package io.berth.task;

import io.berth.api.Scope;
import io.berth.model.Disk;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.GuestNic;
import io.berth.model.GuestSeed;
import io.berth.model.Host;
import io.berth.model.Network;
import io.berth.model.Playbook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a domain template sees of its guest:
 *
 * <pre>
 * name               the guest's, and the domain's
 * uuid               the existing domain's, else one derived from the guest's name
 * memoryKib  memoryMib  maxMemoryKib
 * vcpus  maxVcpus
 * disks              of each: path, target, type (file or block), format (raw or qcow2), device (disk or cdrom), bus, cache (absent: as the
 *                    template says), discard, readonly, partition (0); the last may be what cloud-init gets
 * nics               of each: type (network or bridge), network, bridge, mac, model, address (empty: DHCP)
 * uefi               whether
 * display            none, vnc or spice
 * qemuArguments      raw arguments of QEMU
 * host.name  host.address
 * pool.name  pool.dir    of its first file; empty, if it has none
 * vars               the guest's variables over its host's over the playbook's; a size in it has bytes, kib and mib
 * </pre>
 */
final class GuestVariables {

    private GuestVariables() {
    }

    static Map<String, Object> of(Guest guest, Scope scope, String uuid) {
        Playbook playbook = scope.playbook();
        Host host = scope.host();
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("name", guest.name());
        variables.put("uuid", uuid);
        variables.put("memoryKib", guest.memory().toKib());
        variables.put("memoryMib", guest.memory().toMib());
        variables.put("maxMemoryKib", guest.maxMemory().toKib());
        variables.put("vcpus", guest.vcpus());
        variables.put("maxVcpus", guest.maxVcpus());
        variables.put("disks", disks(guest, scope));
        variables.put("nics", guest.nics().stream().map(nic -> nic(nic, playbook)).toList());
        variables.put("uefi", guest.uefi());
        variables.put("display", word(guest.display()));
        variables.put("qemuArguments", guest.qemuArguments());
        variables.put("host", Map.of("name", host.name(), "address", host.address()));
        Optional<String> pool = GuestStorage.pool(guest);
        variables.put("pool", Map.of("name", pool.orElse(""), "dir", pool.map(name -> playbook.pool(name).dir()).orElse("")));
        Map<String, Object> vars = new LinkedHashMap<>(playbook.variables());
        vars.putAll(host.vars());
        vars.putAll(guest.vars());
        playbook.given().keySet().forEach(name -> vars.put(name, host.vars().getOrDefault(name, vars.get(name))));
        variables.put("vars", DomainVariables.plain(vars));
        return variables;
    }

    static List<Map<String, Object>> disks(Guest guest, Scope scope) {
        List<Map<String, Object>> disks = new ArrayList<>();
        guest.disks().forEach(disk -> disks.add(disk(disk, scope)));
        if (guest.seed().isMade()) {
            boolean iso = guest.seed().medium() == GuestSeed.Medium.ISO;
            disks.add(Map.of("path", GuestStorage.seed(guest, scope), "target", free(guest, iso ? "sd" : "vd"), "type", "file", "format", "raw",
                    "device", iso ? "cdrom" : "disk", "bus", iso ? "sata" : "virtio", "discard", "ignore", "readonly", true, "partition", 0));
        }
        return disks;
    }

    private static Map<String, Object> disk(GuestDisk disk, Scope scope) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("path", GuestStorage.path(disk, scope));
        variables.put("target", disk.target());
        variables.put("type", GuestStorage.type(disk));
        variables.put("format", disk.format() == Disk.Format.QCOW2 ? "qcow2" : "raw");
        variables.put("device", word(disk.device()));
        variables.put("bus", word(disk.bus()));
        if (disk.cache() != GuestDisk.Cache.AUTO) {
            variables.put("cache", word(disk.cache()));
        }
        variables.put("discard", word(disk.discard()));
        variables.put("readonly", disk.device() == GuestDisk.Device.CDROM);
        variables.put("partition", 0);
        return variables;
    }

    /** The first target that none of the guest's own disks has. */
    private static String free(Guest guest, String prefix) {
        Set<String> taken = guest.disks().stream().map(GuestDisk::target).collect(Collectors.toSet());
        char letter = 'a';
        while (taken.contains(prefix + letter)) {
            letter++;
        }
        return prefix + letter;
    }

    private static Map<String, Object> nic(GuestNic nic, Playbook playbook) {
        String bridge = nic.network().isEmpty() ? nic.bridge() : Optional.ofNullable(playbook.networks().get(nic.network())).map(Network::bridge).orElse("");
        return Map.of("type", nic.network().isEmpty() ? "bridge" : "network", "network", nic.network(), "bridge", bridge, "mac", nic.mac(), "model", nic.model(),
                "address", nic.address());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
