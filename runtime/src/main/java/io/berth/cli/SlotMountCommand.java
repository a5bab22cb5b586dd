package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "mount", description = "Mounts what is on a slot on its host, and keeps others from it, until it is released.")
final class SlotMountCommand extends SlotVerb {

    @Option(names = "--at", paramLabel = "DIRECTORY", defaultValue = "", description = "of its host; else /run/berth/mnt/ and the slot's name")
    String at;

    @Option(names = "--write", description = "it can be written to")
    boolean write;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "told to those who are refused meanwhile")
    String why;

    @Option(names = "--down", description = "shuts the guest down before; else it must be off")
    boolean down;

    @Override
    List<String> tasks(Slot slot) {
        String mount = "slotMount " + of(slot) + ", at: " + GroovyText.quoted(at) + ", write: " + write + ", why: " + GroovyText.quoted(why);
        return down ? List.of("shutdown " + of(slot), mount) : List.of(mount);
    }
}
