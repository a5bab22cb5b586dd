package io.berth.task;

import io.berth.api.Scope;
import io.berth.model.Host;
import io.berth.model.Network;
import io.berth.model.Nic;
import io.berth.model.Playbook;
import io.berth.model.Pool;
import io.berth.model.Secret;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a domain template sees of its slot:
 *
 * <pre>
 * name               the slot's, and the domain's
 * uuid               the existing domain's, else one derived from host and slot
 * memoryKib          memory in KiB
 * memoryMib          memory in MiB, rounded down
 * vcpus
 * disks              of each: path, target (vda; vdb is swap), type (file or block), format (raw or qcow2), partition (0: none)
 * root               what holds the system: vda1, or vda
 * nics               of each: network, mac (may be empty), address (empty: DHCP), model (virtio), bridge (may be empty)
 * host.name  host.address
 * pool.name  pool.dir    empty, if the disk is in none
 * vars               the slot's variables over its host's over the playbook's; a size in it has bytes, kib and mib
 * </pre>
 */
final class DomainVariables {

    private DomainVariables() {
    }

    static Map<String, Object> of(Slot slot, Scope scope, String uuid) {
        Playbook playbook = scope.playbook();
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("name", slot.name());
        variables.put("uuid", uuid);
        variables.put("memoryKib", slot.memory().toKib());
        variables.put("memoryMib", slot.memory().toMib());
        variables.put("vcpus", slot.vcpus());
        variables.put("disks", disks(slot, scope));
        variables.put("root", "vda" + (slot.disk().partition() == 0 ? "" : slot.disk().partition()));
        variables.put("nics", slot.nics().stream().map(nic -> nic(nic, playbook)).toList());
        Host host = scope.host();
        variables.put("host", Map.of("name", host.name(), "address", host.address()));
        Optional<Pool> pool = Optional.ofNullable(playbook.pools().get(slot.disk().pool()));
        variables.put("pool", Map.of("name", pool.map(Pool::name).orElse(""), "dir", pool.map(Pool::dir).orElse("")));
        Map<String, Object> vars = new LinkedHashMap<>(playbook.variables());
        vars.putAll(host.vars());
        vars.putAll(slot.vars());
        playbook.given().keySet().forEach(name -> vars.put(name, host.vars().getOrDefault(name, vars.get(name))));
        variables.put("vars", plain(vars));
        return variables;
    }

    static List<Map<String, Object>> disks(Slot slot, Scope scope) {
        Storage storage = Storage.of(slot, scope);
        List<Map<String, Object>> disks = new ArrayList<>(List.of(Map.of("path", storage.disk(), "target", "vda", "partition", storage.partition(),
                "type", storage.kind().isFile() ? "file" : "block", "format", storage.kind() == Storage.Kind.QCOW2 ? "qcow2" : "raw")));
        if (storage.swap().startsWith("/")) {
            disks.add(Map.of("path", storage.swap(), "target", "vdb", "partition", 0, "type", "block", "format", "raw"));
        }
        return disks;
    }

    private static Map<String, Object> nic(Nic nic, Playbook playbook) {
        String bridge = Optional.ofNullable(playbook.networks().get(nic.network())).map(Network::bridge).orElse("");
        return Map.of("network", nic.network(), "mac", nic.mac(), "address", nic.address(), "model", "virtio", "bridge", bridge);
    }

    /** A playbook's value as a template sees it: maps, lists, numbers, truth values, and texts for all else. */
    static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, inner) -> {
                if (inner != null) { // to a template, what is nothing is not there
                    plain.put(String.valueOf(key), plain(inner));
                }
            });
            return plain;
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(DomainVariables::plain).toList();
        }
        if (value instanceof Size size) {
            return Map.of("bytes", size.bytes(), "kib", size.toKib(), "mib", size.toMib());
        }
        if (value instanceof Secret secret) {
            return secret.text();
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
