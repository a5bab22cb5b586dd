package io.berth.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "resize", description = "Makes volumes larger, under running guests, too.")
final class VolumeResizeCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "volumes: primary/web.qcow2, primary/web*, with commas")
    String volume;

    @Parameters(index = "1", paramLabel = "SIZE", description = "what their guests are to see: 20G")
    String size;

    @Option(names = "--shrink", description = "also where they become smaller: what is behind the new end is lost")
    boolean shrink;

    @Override
    List<String> tasks() throws InterruptedException {
        return look.meant(volume, site, secrecy()).stream().map(found -> task("volumeResize", found.name(), ", size: " + SizeOption.of("SIZE", size) + ", shrink: " + shrink, found.host())).toList();
    }

    @Override
    String question() {
        return shrink ? "make " + volume + " of " + size + ", where what is behind the new end is lost?" : "";
    }
}
