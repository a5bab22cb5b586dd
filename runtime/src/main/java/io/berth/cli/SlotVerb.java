package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A verb that does the same with each of some slots, all at once. */
@Command
abstract class SlotVerb extends VerbCommand {

    @Parameters(index = "0", paramLabel = "SLOT", description = "slots: names, w*, w[01-03], with commas")
    String pattern;

    /** The tasks of one of them, as {@link #tasks()}. */
    abstract List<String> tasks(Slot slot) throws Exception;

    /** @throws Usage if there are none */
    final List<Slot> slots() throws InterruptedException {
        return SlotSurvey.selected(pattern, site.load(secrecy()));
    }

    final String pattern() {
        return pattern;
    }

    @Override
    List<String> tasks() throws Exception {
        List<String> all = new ArrayList<>();
        for (Slot slot : slots()) {
            all.addAll(tasks(slot));
        }
        return all;
    }

    /** The slot as a task's first argument. */
    static String of(Slot slot) {
        return GroovyText.quoted(slot.name());
    }
}
