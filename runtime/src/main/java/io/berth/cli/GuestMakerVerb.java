package io.berth.cli;

import io.berth.cluster.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that makes a guest: its name must be new on all hosts. */
@Command
abstract class GuestMakerVerb extends InventoryVerb {

    @Mixin
    GuestOptions which;

    @Option(names = "--skip-existing", description = "does nothing if there is a guest of that name already, on whichever host, and ends with 0")
    boolean skipExisting;

    /** Of the guest that it makes. */
    abstract String name();

    final Cluster cluster() throws InterruptedException {
        return which.survey(site, secrecy()).cluster();
    }

    @Override
    public Integer call() throws Exception {
        if (NewNames.isThere(cluster(), name())) {
            String where = "there is a guest " + name() + " on " + cluster().named(name()).get(0).host() + " already";
            System.err.println("berth: " + where + (skipExisting ? "" : ": a name means one guest of all hosts"));
            return skipExisting ? Exit.OK : Exit.REFUSED;
        }
        return super.call();
    }
}
