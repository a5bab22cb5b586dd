package io.berth.cli;

import io.berth.cluster.QemuFile;
import io.berth.cluster.QemuLine;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.script.GroovyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "start", description = {"Starts guests where they are defined; with --raw one that QEMU runs without libvirt.",
    "Refused is what runs on another host, has a disk or a MAC that something else uses on any host, or has no room."})
final class GuestStartCommand extends GuestVerb {

    @Option(names = "--paused", description = "their processors stay halted until guest resume")
    boolean paused;

    @Option(names = "--reserve", paramLabel = "MIB", defaultValue = "512", description = "MiB of a host's memory that must be left beside the guests' (${DEFAULT-VALUE})")
    int reserve;

    @Option(names = "--overcommit", description = "memory that guests were promised and have not touched yet counts as available")
    boolean overcommit;

    @Option(names = "--raw", paramLabel = "FILE", description = "starts the one guest without libvirt, by a file with options of QEMU: several on a line, # before comments")
    Path raw;

    @Option(names = "--on", paramLabel = "HOST", description = "where, with --raw; not said: where there is most memory")
    String on;

    @Override
    List<String> tasks() throws Exception {
        return raw == null ? super.tasks() : List.of(rawStart());
    }

    @Override
    List<String> tasks(SeenGuest guest) {
        if (on != null) {
            throw new Usage("--on is for --raw: a guest of libvirt starts where it is defined");
        }
        return List.of(task("guestStart", guest) + (paused ? ", paused: true" : "") + terms());
    }

    @Override
    List<String> rawTasks(SeenGuest guest) {
        return List.of("debug " + GroovyText.quoted("guest " + guest.name() + " runs on " + guest.host() + " without libvirt") + ", on: " + GroovyText.quoted(guest.host()));
    }

    private String terms() {
        return (reserve == 512 ? "" : ", reserve: " + reserve + ".MiB") + (overcommit ? ", overcommit: true" : "");
    }

    private String rawStart() throws Exception {
        QemuLine line;
        try {
            line = QemuFile.read(Files.readString(raw));
        } catch (IOException | IllegalArgumentException e) {
            throw new Usage("'" + raw + "' cannot be read as options of QEMU: " + e.getMessage());
        }
        List<String> words = new ArrayList<>(line.words());
        if (paused) {
            words.add("-S");
        }
        return "rawStart " + GroovyText.quoted(pattern()) + ", options: " + GroovyText.list(words) + terms()
                + ", on: " + GroovyText.quoted(on == null ? roomiest() : on);
    }

    private String roomiest() throws Exception {
        return cluster().hosts().values().stream().max(Comparator.comparing(SeenHost::available)).map(SeenHost::name)
                .orElseThrow(() -> new Usage("no host could be asked for its memory"));
    }
}
