package io.berth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.cluster.SeenGuest;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells what is known of guests: state, memory, processors, disks, interfaces, screen, snapshots.")
final class GuestInfoCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas")
    private String pattern;

    @Option(names = "--json", description = "a JSON object a line")
    private boolean json;

    @Mixin
    private SiteOptions site;

    @Mixin
    private GuestOptions which;

    @Override
    public Integer call() throws Exception {
        String between = "";
        for (SeenGuest guest : which.matching(pattern, site, site.secrecy())) {
            ObjectNode facts = new GuestFacts(guest).json();
            System.out.print(json ? facts + "\n" : between + String.join("\n", told(facts)) + "\n");
            between = "\n";
        }
        return which.survey(site, site.secrecy()).exit();
    }

    private static List<String> told(JsonNode facts) {
        List<String> lines = new ArrayList<>();
        line("guest", facts.path("guest").asText(), lines);
        line("host", facts.path("host").asText(), lines);
        line("state", facts.path("state").asText() + (facts.path("saved").asBoolean() ? ", saved" : ""), lines);
        line("uuid", facts.path("uuid").asText(), lines);
        line("pid", facts.path("pid").asText().replaceFirst("^0$", ""), lines);
        line("memory", size(facts, "memoryKib") + " of " + size(facts, "maxMemoryKib"), lines);
        line("vcpus", facts.path("vcpus").asText() + " of " + facts.path("maxVcpus").asText(), lines);
        line("autostart", facts.path("autostart").asBoolean() ? "yes" : "no", lines);
        line("kept", !facts.path("libvirt").asBoolean() ? "without libvirt" : facts.path("persistent").asBoolean() ? "" : "transient", lines);
        facts.path("disks").forEach(disk -> line(disk.path("target").asText("disk"), (disk.path("device").asText() + " " + disk.path("format").asText() + " "
                + disk.path("source").asText()).replaceAll(" +", " ").strip(), lines));
        facts.path("nics").forEach(nic -> line("nic", nic.path("mac").asText() + " " + nic.path("kind").asText() + " " + nic.path("source").asText(), lines));
        line("monitor", facts.path("monitor").asText(), lines);
        line("vnc", facts.path("vnc").asText(), lines);
        facts.path("displays").forEach(display -> line("screen", display.path("kind").asText() + " " + display.path("address").asText() + ":" + display.path("port").asText(), lines));
        facts.path("snapshots").forEach(snapshot -> line("snapshot", snapshot.asText(), lines));
        return lines;
    }

    private static Size size(JsonNode facts, String key) {
        return new Size(facts.path(key).asLong() << 10);
    }

    private static void line(String key, String value, List<String> into) {
        if (!value.isEmpty()) {
            into.add(String.format("%-10s %s", key, value));
        }
    }
}
