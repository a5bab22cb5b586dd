package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes an empty volume. One that does not fit into its pool is refused.")
final class VolumeCreateCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "the volume: primary/web.qcow2")
    String volume;

    @Option(names = "--size", paramLabel = "SIZE", required = true, description = "what its guest sees: 10G, 512M")
    String size;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "auto", description = "raw or qcow2; auto: qcow2, in a volume group raw (${DEFAULT-VALUE})")
    String format;

    @Option(names = "--full", description = "takes all of it from the pool at once; of raw only")
    boolean full;

    @Option(names = "--overcommit", description = "also where it is larger than what the pool has left")
    boolean overcommit;

    @Override
    List<String> tasks() throws InterruptedException {
        return List.of(task("volumeCreate", volume, ", size: " + SizeOption.of("--size", size) + ", format: " + GroovyText.quoted(format) + ", full: " + full + ", overcommit: " + overcommit,
                look.hostOf(volume, site, secrecy())));
    }
}
