package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lock", description = "Keeps redeploys and starts from a slot, until it is unlocked.")
final class SlotLockCommand extends SlotVerb {

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "told to those who are refused meanwhile")
    String why;

    @Option(names = "--pid", paramLabel = "PID", defaultValue = "0", description = "a process of this machine with which the lock ends; in a script: $$$$")
    long pid;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "0", description = "how long it lasts at most; else without end")
    long within;

    @Override
    List<String> tasks(Slot slot) {
        return List.of("slotLock " + of(slot) + ", why: " + GroovyText.quoted(why) + ", pid: " + pid + ", within: " + within + ".seconds");
    }
}
