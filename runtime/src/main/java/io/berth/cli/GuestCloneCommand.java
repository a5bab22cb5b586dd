package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import io.berth.task.FreshMacs;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clone", description = "Makes a guest like another that is off, with copies of its disks beside them.")
final class GuestCloneCommand extends GuestMakerVerb {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "the guest that is copied, on whichever host it is")
    String source;

    @Parameters(index = "1", paramLabel = "NAME", description = "the new guest's")
    String name;

    @Option(names = "--linked", description = "what qcow2 disks lie over stays below their copies; else those are whole by themselves")
    boolean linked;

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> tasks() throws Exception {
        SeenGuest guest = which.one(source, site, secrecy());
        int nics = (int) guest.domain().orElseThrow().stored().at("devices", "interface").count();
        String macs = GroovyText.list(FreshMacs.of(name, nics, NewNames.macs(cluster())));
        return List.of(GuestVerb.task("guestClone", guest, GroovyText.quoted(name) + ", linked: " + linked + ", macs: " + macs));
    }
}
