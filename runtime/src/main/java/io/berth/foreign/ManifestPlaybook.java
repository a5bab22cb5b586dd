package io.berth.foreign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The playbook that says what manifests of kvm-mgr do.
 *
 * @param site path of the playbook that declares hosts, pools, networks and templates, as it is included; empty: none is
 * @param template name of the guests' template
 * @param pool of their disks
 * @param network of their card; empty: {@code bridge}
 * @param bridge of their hosts
 * @param source what their first disk is a copy of, as a playbook says it: {@code guest('centos7')}, {@code image('debian12')}
 */
public record ManifestPlaybook(String site, String template, String pool, String network, String bridge, String source) {

    /** Its text. */
    public String of(Collection<Manifests.Guest> guests) {
        List<String> lines = new ArrayList<>();
        if (!site.isEmpty()) {
            lines.add("include " + quoted(site));
        }
        guests.forEach(guest -> add(guest, lines));
        List<Manifests.Guest> named = guests.stream().filter(guest -> !guest.address().isEmpty() && !guest.hostname().isEmpty()).toList();
        if (!network.isEmpty() && !named.isEmpty()) {
            lines.add("");
            lines.add("// their names, for guests of the network");
            lines.add("play('names') {");
            named.forEach(guest -> lines.add("    dnsEntry " + quoted(guest.address()) + ", on: " + quoted(guest.host()) + ", network: " + quoted(network)
                    + ", names: [" + quoted(guest.hostname()) + "]"));
            lines.add("}");
        }
        return String.join("\n", lines) + "\n";
    }

    private void add(Manifests.Guest guest, List<String> lines) {
        lines.add("");
        String said = guest.description().isEmpty() ? guest.hostname() : guest.description();
        if (!said.isEmpty()) {
            lines.add("// " + said.replaceAll("[\\p{Cntrl}\\\\]", " "));
        }
        lines.add("guest(" + quoted(guest.name()) + ") {");
        lines.add("    on " + quoted(guest.host()));
        lines.add("    template " + quoted(template));
        lines.add("    memory " + guest.memory() + ".GiB" + (guest.maxMemory() > guest.memory() ? ", max: " + guest.maxMemory() + ".GiB" : ""));
        lines.add("    vcpus " + guest.vcpus());
        lines.add("    disk pool: " + quoted(pool) + ", from: " + source);
        for (int disk = 0; disk < guest.disks(); disk++) {
            lines.add("    disk pool: " + quoted(pool) + ", size: " + guest.diskSize() + ".GiB");
        }
        String where = network.isEmpty() ? "bridge: " + quoted(bridge) : "network: " + quoted(network);
        lines.add("    nic " + where + (guest.address().isEmpty() || network.isEmpty() ? "" : ", address: " + quoted(guest.address())));
        lines.add("}");
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
