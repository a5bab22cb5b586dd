package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "restore", description = "Has saved guests go on where they were.")
final class GuestRestoreCommand extends GuestVerb {

    @Option(names = "--from", paramLabel = "PATH", defaultValue = "", description = "the file of the host that save --to wrote, {guest} being the guest's name; else what libvirt keeps")
    String from;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "600", description = "how long it may take (${DEFAULT-VALUE})")
    long within;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestRestore", guest, "from: " + GroovyText.quoted(from.replace("{guest}", guest.name())) + ", within: " + seconds(within)));
    }
}
