package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.foreign.Clusters;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "vmcli", description = {"Makes an inventory of vmcli's clusters.conf: each cluster is a group.", "Its guests' files are started as they are: guest start --raw."})
final class ImportVmcliCommand extends ImportVerb {

    @Parameters(paramLabel = "CLUSTERS.CONF", description = "its configuration")
    Path file;

    @Override
    String read(Diagnostics diagnostics) {
        return Clusters.inventory(file.toString(), text(file), diagnostics);
    }
}
