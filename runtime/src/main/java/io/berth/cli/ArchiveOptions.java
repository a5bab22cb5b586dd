package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where archives of guests are, and how they are packed. */
final class ArchiveOptions {

    @Option(names = "--to", paramLabel = "DIR", defaultValue = ".", description = "the directory of this machine that gets GUEST.tar.zst, or HOST:DIR, if it is the guest's host (${DEFAULT-VALUE})")
    String directory;

    @Option(names = "--packing", paramLabel = "zst|gz", defaultValue = "zst", description = "how it is packed (${DEFAULT-VALUE})")
    String packing = "zst";

    @Option(names = "--through", paramLabel = "WORD", description = "a program of the host that it goes through, word by word: --through gpg --through --encrypt …")
    List<String> through = List.of();

    String task(SeenGuest guest) {
        return task(guest, directory);
    }

    String task(SeenGuest guest, String to) {
        boolean onHost = to.startsWith(guest.host() + ":/");
        String where = onHost ? to.substring(guest.host().length() + 1) : Path.of(to).toAbsolutePath().normalize().toString();
        return GuestVerb.task("guestArchive", guest, "to: " + GroovyText.quoted(where) + ", onHost: " + onHost + ", packing: " + GroovyText.quoted(packing) + ", through: " + words());
    }

    /** The program, as a playbook has it. */
    String words() {
        return GroovyText.list(through);
    }
}
