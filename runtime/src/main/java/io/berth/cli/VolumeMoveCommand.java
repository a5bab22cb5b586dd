package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "move", description = "Moves volumes that no domain has to another pool or host. They go where they were once the copies are known to be the same.")
final class VolumeMoveCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "volumes: primary/web.qcow2, primary/web*, with commas")
    String volume;

    @Parameters(index = "1", paramLabel = "POOL/VOLUME", description = "what it is to be; a pool alone: under the same name there")
    String to;

    @Option(names = "--to-host", paramLabel = "HOST", defaultValue = "", description = "the host that gets it; else it stays on its own")
    String host;

    @Override
    List<String> tasks() throws InterruptedException {
        String option = host.isEmpty() ? "" : ", host: " + GroovyText.quoted(host);
        return look.meant(volume, site, secrecy()).stream().map(found -> task("volumeMove", found.name(), ", to: " + GroovyText.quoted(VolumeLook.named(to, found.name())) + option, found.host())).toList();
    }
}
