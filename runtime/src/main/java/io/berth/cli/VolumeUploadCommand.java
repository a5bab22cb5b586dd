package io.berth.cli;

import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "upload", description = "Makes a volume of a file. Zeros in it do not travel.")
final class VolumeUploadCommand extends VolumeVerb {

    @Parameters(index = "0", paramLabel = "FILE", description = "a file of this machine")
    Path file;

    @Parameters(index = "1", paramLabel = "POOL/VOLUME", description = "the volume; a pool alone: under the file's name")
    String volume;

    @Option(names = "--replace", description = "also where there is a volume of other content, which is lost")
    boolean replace;

    @Override
    List<String> tasks() throws InterruptedException {
        String name = volume.contains("/") ? volume : volume + "/" + file.getFileName();
        return List.of(task("volumeUpload", name, ", from: " + GroovyText.quoted(file.toAbsolutePath().normalize().toString()) + ", replace: " + replace, look.hostOf(name, site, secrecy())));
    }

    @Override
    String question() {
        return replace ? "replace " + volume + ", if it has other content?" : "";
    }
}
