package io.berth.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "extract", description = "Copies a directory of a slot to this machine.")
final class SlotExtractCommand extends SlotContentVerb {

    @Parameters(index = "1", paramLabel = "PATH", description = "the directory, from the slot's root on")
    String path;

    @Parameters(index = "2", paramLabel = "TO", description = {"what it becomes here: an archive, if it ends in .tar, .tar.gz, .tgz, .tar.zst or .tar.xz,",
        "else a directory; {slot} in it is the slot's name"})
    String to;

    @Override
    List<String> more(boolean insert) {
        return insert ? List.of() : List.of(path + ":" + to);
    }
}
