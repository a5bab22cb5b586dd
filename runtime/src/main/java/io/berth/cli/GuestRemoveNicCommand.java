package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove-nic", description = "Takes a network card from a guest, at once if it runs.")
final class GuestRemoveNicCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "MAC", description = "the card's address: berth guest info tells it")
    String mac;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestRemoveNic", guest, GroovyText.quoted(mac)));
    }
}
