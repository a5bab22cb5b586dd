package io.berth.cli;

import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "unarchive", description = "Puts a guest back from its archive, if all digests in it are right. It is not started.")
final class GuestUnarchiveCommand extends GuestMakerVerb {

    @Parameters(index = "0", paramLabel = "NAME", description = "the guest's name, as it was")
    String name;

    @Parameters(index = "1", paramLabel = "ARCHIVE", description = "a file of this machine, or HOST:PATH")
    String archive;

    @Option(names = "--pool", paramLabel = "POOL", required = true, description = "the pool that gets its disks")
    String pool;

    @Option(names = "--on", paramLabel = "HOST", defaultValue = "", description = "the host that gets it; else the one that has the archive")
    String on;

    @Option(names = "--through", paramLabel = "WORD", description = "a program of the host that it goes through, word by word: --through gpg --through --decrypt")
    List<String> through = List.of();

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> tasks() throws Exception {
        int colon = archive.indexOf(":/");
        boolean onHost = colon > 0 && cluster().hosts().containsKey(archive.substring(0, colon));
        String host = onHost ? archive.substring(0, colon) : on;
        if (!cluster().hosts().containsKey(host) || onHost && !on.isEmpty() && !on.equals(host)) {
            throw new Usage(host.isEmpty() ? "say with --on which host gets the guest" : "host '" + host + "' is not among those that answer, or is another one than that of the archive");
        }
        String from = onHost ? archive.substring(colon + 1) : Path.of(archive).toAbsolutePath().normalize().toString();
        return List.of("guestUnarchive " + GroovyText.quoted(name) + ", from: " + GroovyText.quoted(from) + ", onHost: " + onHost + ", pool: " + GroovyText.quoted(pool) + ", through: "
                + GroovyText.list(through) + ", on: " + GroovyText.quoted(host));
    }
}
