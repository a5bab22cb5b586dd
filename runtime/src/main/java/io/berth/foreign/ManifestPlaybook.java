package io.berth.foreign;

import io.berth.script.GroovyText;
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
            lines.add("include " + GroovyText.quoted(site));
        }
        guests.forEach(guest -> add(guest, lines));
        List<Manifests.Guest> named = guests.stream().filter(guest -> !guest.address().isEmpty() && !guest.hostname().isEmpty()).toList();
        if (!network.isEmpty() && !named.isEmpty()) {
            lines.add("");
            lines.add("// their names, for guests of the network");
            lines.add("play('names') {");
            named.forEach(guest -> lines.add("    dnsEntry " + GroovyText.quoted(guest.address()) + ", on: " + GroovyText.quoted(guest.host()) + ", network: " + GroovyText.quoted(network)
                    + ", names: [" + GroovyText.quoted(guest.hostname()) + "]"));
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
        lines.add("guest(" + GroovyText.quoted(guest.name()) + ") {");
        lines.add("    on " + GroovyText.quoted(guest.host()));
        lines.add("    template " + GroovyText.quoted(template));
        lines.add("    memory " + guest.memory() + ".GiB" + (guest.maxMemory() > guest.memory() ? ", max: " + guest.maxMemory() + ".GiB" : ""));
        lines.add("    vcpus " + guest.vcpus());
        lines.add("    disk pool: " + GroovyText.quoted(pool) + ", from: " + source);
        for (int disk = 0; disk < guest.disks(); disk++) {
            lines.add("    disk pool: " + GroovyText.quoted(pool) + ", size: " + guest.diskSize() + ".GiB");
        }
        String where = network.isEmpty() ? "bridge: " + GroovyText.quoted(bridge) : "network: " + GroovyText.quoted(network);
        lines.add("    nic " + where + (guest.address().isEmpty() || network.isEmpty() ? "" : ", address: " + GroovyText.quoted(guest.address())));
        lines.add("}");
    }
}
