package io.berth.cli;

import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A verb that works in the trees of slots: their guests are off, or are shut down for it and started again, whatever comes of it. */
@Command
abstract class SlotTreeVerb extends SlotVerb {

    @Option(names = "--down", description = "shuts the guest down before, and starts it again behind it, if it runs; else it must be off")
    boolean down;

    @Override
    List<String> tasks() throws Exception {
        if (!down) {
            return super.tasks();
        }
        List<String> all = new ArrayList<>();
        int number = 1;
        for (Slot slot : slots()) {
            all.add("block {");
            all.add("    def down" + number + " = shutdown(" + of(slot) + ")");
            tasks(slot).forEach(task -> all.add("    " + task));
            all.add("    always { start(" + of(slot) + ") { when { down" + number + ".changed } } }");
            all.add("}");
            number++;
        }
        return all;
    }
}
