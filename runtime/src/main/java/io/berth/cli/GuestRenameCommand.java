package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Gives a guest that is off another name, which no other guest of any host has.")
final class GuestRenameCommand extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "GUEST", description = "the guest's name")
    String name;

    @Parameters(index = "1", paramLabel = "NAME", description = "the name it gets")
    String to;

    @Mixin
    GuestOptions which;

    @Override
    List<String> tasks() throws Exception {
        SeenGuest guest = which.one(name, site, secrecy());
        List<SeenGuest> others = which.survey(site, secrecy()).cluster().named(to);
        if (!others.isEmpty()) {
            throw new Usage("there is a guest " + to + " already, on " + others.stream().map(SeenGuest::host).collect(Collectors.joining(", ")));
        }
        return List.of(GuestVerb.task("guestRename", guest, "to: " + GroovyText.quoted(to)));
    }
}
