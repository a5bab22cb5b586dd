package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clone", description = "Makes a volume with the content of another, on its host, and compares them.")
final class VolumeCloneCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "what is cloned")
    String volume;

    @Parameters(index = "1", paramLabel = "POOL/VOLUME", description = "the new one; a pool alone: under the same name there")
    String to;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "same", description = "raw or qcow2; else as what is cloned")
    String format;

    @Override
    List<String> tasks() throws InterruptedException {
        return look.meant(volume, site, secrecy()).stream().map(found -> task("volumeClone", found.name(),
                ", to: " + GroovyText.quoted(VolumeLook.named(to, found.name())) + ", format: " + GroovyText.quoted(format), found.host())).toList();
    }
}
