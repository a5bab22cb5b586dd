package io.berth.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Deletes volumes that no domain of any host has; asks first. ISO images only by their own names.")
final class VolumeDeleteCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "volumes: primary/web.qcow2, primary/web*, with commas")
    String volume;

    @Option(names = "--iso", description = "also ISO images that are named, not by a pattern")
    boolean iso;

    /** What is meant, without the ISO images that only a pattern means. */
    private List<VolumeLook.Found> found() throws InterruptedException {
        List<String> named = List.of(volume.split(","));
        List<VolumeLook.Found> found = look.meant(volume, site, secrecy()).stream().filter(one -> !one.volume().format().equals("iso") || named.contains(one.name())).toList();
        if (found.isEmpty()) {
            throw new Usage("'" + volume + "' means ISO images alone, which are deleted by their own names");
        }
        return found;
    }

    @Override
    List<String> tasks() throws InterruptedException {
        return found().stream().map(one -> task("volumeDelete", one.name(), ", iso: " + iso, one.host())).toList();
    }

    @Override
    String question() throws InterruptedException {
        return "delete for good " + found().stream().map(one -> one.name() + " of " + one.host()).collect(Collectors.joining(", ")) + "?";
    }
}
