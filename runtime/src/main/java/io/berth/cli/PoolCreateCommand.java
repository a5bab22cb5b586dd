package io.berth.cli;

import io.berth.model.Playbook;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes a pool: defined, its directory made, active.")
final class PoolCreateCommand extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "POOL", description = "its name")
    String pool;

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", required = true, description = "the hosts that get it: names, patterns, groups")
    String limit;

    @Option(names = "--dir", paramLabel = "PATH", defaultValue = "", description = "its directory, of --device and --export where it is mounted")
    String dir;

    @Option(names = "--device", paramLabel = "PATH", defaultValue = "", description = "a device with a filesystem")
    String device;

    @Option(names = "--export", paramLabel = "HOST:PATH", defaultValue = "", description = "a filesystem of another machine")
    String export;

    @Option(names = "--group", paramLabel = "NAME", defaultValue = "", description = "a volume group of LVM")
    String group;

    @Option(names = "--devices", paramLabel = "PATH", split = ",", description = "with --group and --build: those it is made of")
    List<String> devices = List.of();

    @Option(names = "--format", paramLabel = "TYPE", defaultValue = "", description = "type of the filesystem; else found out")
    String format;

    @Option(names = "--build", description = "makes a filesystem or volume group where the devices are empty")
    boolean build;

    @Option(names = "--mounted", paramLabel = "PATH", defaultValue = "", description = "refused unless something is mounted there")
    String mounted;

    @Option(names = "--contains", paramLabel = "NAME", defaultValue = "", description = "refused unless its directory has this in it")
    String contains;

    @Option(names = "--autostart", description = "libvirt starts it with the host")
    boolean autostart;

    @Override
    List<String> tasks() throws InterruptedException {
        Playbook known = site.loadIfThere(secrecy());
        StringBuilder task = new StringBuilder("poolCreate ").append(GroovyText.quoted(pool));
        text(task, "dir", dir);
        text(task, "device", device);
        text(task, "export", export);
        text(task, "group", group);
        text(task, "format", format);
        text(task, "mounted", mounted);
        text(task, "contains", contains);
        if (!devices.isEmpty()) {
            task.append(", devices: ").append(GroovyText.list(devices));
        }
        task.append(", build: ").append(build).append(", autostart: ").append(autostart).append(", on: ")
                .append(GroovyText.list(Limit.hosts(limit, known, Runs.store())));
        return List.of(task.toString());
    }

    private static void text(StringBuilder task, String word, String value) {
        if (!value.isEmpty()) {
            task.append(", ").append(word).append(": ").append(GroovyText.quoted(value));
        }
    }
}
