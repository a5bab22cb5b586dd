package io.berth.cli;

import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "download", description = "Writes a volume to a file. Zeros in it do not travel, and become holes.")
final class VolumeDownloadCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "POOL/VOLUME", description = "the volume")
    String volume;

    @Parameters(index = "1", paramLabel = "FILE", description = "a file of this machine")
    Path file;

    @Option(names = "--replace", description = "also where there is a file of other content, which is lost")
    boolean replace;

    @Override
    List<String> tasks() throws InterruptedException {
        List<VolumeLook.Found> found = look.meant(volume, site, secrecy());
        if (found.size() > 1) {
            throw new Usage("'" + volume + "' means " + found.size() + " volumes, and one goes into a file");
        }
        return found.stream().map(one -> task("volumeDownload", one.name(), ", to: " + GroovyText.quoted(file.toAbsolutePath().normalize().toString()) + ", replace: " + replace, one.host())).toList();
    }
}
