package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "set-hostname", description = "Gives the systems of guests host names, by their agents.")
final class GuestSetHostnameCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "HOSTNAME", arity = "0..1", defaultValue = "{guest}", description = "{guest} being the guest's name (${DEFAULT-VALUE})")
    String hostname;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestSetHostname", guest, "hostname: " + GroovyText.quoted(hostname.replace("{guest}", guest.name()))));
    }
}
