package io.berth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.cluster.SeenGuest;
import io.berth.model.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells what is known of guests: state, memory, processors, disks, interfaces, screen, snapshots.")
final class GuestInfoCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas")
    String pattern;

    @Option(names = "--json", description = "a JSON object a line")
    boolean json;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        String between = "";
        for (SeenGuest guest : which.matching(pattern, site, site.secrecy())) {
            ObjectNode facts = new GuestFacts(guest).json();
            System.out.print(json ? facts + "\n" : between + told(facts));
            between = "\n";
        }
        return which.survey(site, site.secrecy()).exit();
    }

    private static FactLines told(JsonNode facts) {
        FactLines lines = new FactLines();
        lines.add("guest", facts.path("guest").asText());
        lines.add("host", facts.path("host").asText());
        lines.add("state", facts.path("state").asText() + (facts.path("saved").asBoolean() ? ", saved" : ""));
        lines.add("uuid", facts.path("uuid").asText());
        lines.add("pid", facts.path("pid").asText().replaceFirst("^0$", ""));
        lines.add("memory", size(facts, "memoryKib") + " of " + size(facts, "maxMemoryKib"));
        lines.add("vcpus", facts.path("vcpus").asText() + " of " + facts.path("maxVcpus").asText());
        lines.add("autostart", facts.path("autostart").asBoolean() ? "yes" : "no");
        lines.add("kept", !facts.path("libvirt").asBoolean() ? "without libvirt" : facts.path("persistent").asBoolean() ? "" : "transient");
        facts.path("disks").forEach(disk -> lines.add(disk.path("target").asText("disk"), (disk.path("device").asText() + " " + disk.path("format").asText() + " "
                + disk.path("source").asText()).replaceAll(" +", " ").strip()));
        facts.path("nics").forEach(nic -> lines.add("nic", nic.path("mac").asText() + " " + nic.path("kind").asText() + " " + nic.path("source").asText()));
        lines.add("monitor", facts.path("monitor").asText());
        lines.add("vnc", facts.path("vnc").asText());
        facts.path("displays").forEach(display -> lines.add("screen", display.path("kind").asText() + " " + display.path("address").asText() + ":" + display.path("port").asText()));
        facts.path("snapshots").forEach(snapshot -> lines.add("snapshot", snapshot.asText()));
        return lines;
    }

    private static Size size(JsonNode facts, String key) {
        return new Size(facts.path(key).asLong() << 10);
    }
}
