package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "start", description = {"Starts guests where they are defined.",
    "Refused is what runs on another host, has a disk or a MAC that something else uses on any host, or has no room."})
final class GuestStartCommand extends GuestVerb {

    @Option(names = "--paused", description = "their processors stay halted until guest resume")
    private boolean paused;

    @Option(names = "--reserve", paramLabel = "MIB", defaultValue = "512", description = "MiB of a host's memory that must be left beside the guests' (${DEFAULT-VALUE})")
    private int reserve;

    @Option(names = "--overcommit", description = "memory that guests were promised and have not touched yet counts as available")
    private boolean overcommit;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestStart", guest) + (paused ? ", paused: true" : "") + (reserve == 512 ? "" : ", reserve: " + reserve + ".MiB") + (overcommit ? ", overcommit: true" : ""));
    }
}
