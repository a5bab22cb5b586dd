package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "save", description = "Writes the memory of guests to their hosts' disks and switches them off, so that they can go on where they were.")
final class GuestSaveCommand extends GuestVerb {

    @Option(names = "--to", paramLabel = "PATH", defaultValue = "", description = "a file of the host, {guest} being the guest's name; else where libvirt finds it at the next start")
    String to;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "600", description = "how long it may take (${DEFAULT-VALUE})")
    long within;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestSave", guest, "to: " + GroovyText.quoted(to.replace("{guest}", guest.name())) + ", within: " + seconds(within)));
    }
}
