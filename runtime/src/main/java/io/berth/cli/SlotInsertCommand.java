package io.berth.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "insert", description = "Lays a directory or an archive over what is on a slot.")
final class SlotInsertCommand extends SlotContentVerb {

    @Parameters(index = "1", paramLabel = "FROM", description = "a directory, or a tar or cpio archive, packed or not")
    String from;

    @Parameters(index = "2", paramLabel = "PATH", arity = "0..1", defaultValue = "/", description = "where in the slot, from its root on (${DEFAULT-VALUE})")
    String path;

    @Override
    List<String> more(boolean insert) {
        if (!path.startsWith("/")) {
            throw new Usage("where it goes is said from the slot's root on, not '" + path + "'");
        }
        return insert ? List.of(from + ":" + path) : List.of();
    }
}
