package io.berth.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a playbook and its inventories say. Maps are by name and keep the order of declaration. References by name
 * inside (a slot's pool, an image's store) are known to resolve: the loader has checked them.
 *
 * @param file the playbook, as the user named it
 * @param variables the playbook's, with the values given by the caller
 * @param given those of the caller: they win over all others
 * @param used the files, as diagnostics name them, that it only uses: runs leave what they declare as it is
 */
public record Playbook(String file, Map<String, Host> hosts, Map<String, Group> groups, Map<String, Pool> pools,
                       Map<String, Network> networks, Map<String, Image> images, Map<String, Template> templates,
                       Map<String, Slot> slots, Map<String, Guest> guests, List<Play> plays, Map<String, Object> variables,
                       Map<String, Object> given, Set<String> used) {
    public Playbook {
        hosts = ordered(hosts);
        groups = ordered(groups);
        pools = ordered(pools);
        networks = ordered(networks);
        images = ordered(images);
        templates = ordered(templates);
        slots = ordered(slots);
        guests = ordered(guests);
        plays = List.copyOf(plays);
        variables = ordered(variables);
        given = ordered(given);
        used = Set.copyOf(used);
    }

    /** One that declares no guests. */
    public Playbook(String file, Map<String, Host> hosts, Map<String, Group> groups, Map<String, Pool> pools,
                    Map<String, Network> networks, Map<String, Image> images, Map<String, Template> templates,
                    Map<String, Slot> slots, List<Play> plays, Map<String, Object> variables, Map<String, Object> given, Set<String> used) {
        this(file, hosts, groups, pools, networks, images, templates, slots, Map.of(), plays, variables, given, used);
    }

    /** One that brings about all that it declares, which are no guests. */
    public Playbook(String file, Map<String, Host> hosts, Map<String, Group> groups, Map<String, Pool> pools,
                    Map<String, Network> networks, Map<String, Image> images, Map<String, Template> templates,
                    Map<String, Slot> slots, List<Play> plays, Map<String, Object> variables, Map<String, Object> given) {
        this(file, hosts, groups, pools, networks, images, templates, slots, plays, variables, given, Set.of());
    }

    /** The same with its guests where they are placed, on its hosts and perhaps on others. */
    public Playbook with(Map<String, Guest> placed, Map<String, Host> others) {
        Map<String, Host> all = new LinkedHashMap<>(hosts);
        all.putAll(others);
        return new Playbook(file, all, groups, pools, networks, images, templates, slots, placed, plays, variables, given, used);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public Host host(String name) {
        return named("host", hosts, name);
    }

    public Pool pool(String name) {
        return named("pool", pools, name);
    }

    public Network network(String name) {
        return named("network", networks, name);
    }

    /** @param name its name, with or without {@code @release} */
    public Image image(String name) {
        return named("image", images, ImageName.of(name).image());
    }

    public Template template(String name) {
        return named("template", templates, name);
    }

    private static <V> V named(String what, Map<String, V> map, String name) {
        V found = map.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no " + what + " '" + name + "'");
        }
        return found;
    }
}
