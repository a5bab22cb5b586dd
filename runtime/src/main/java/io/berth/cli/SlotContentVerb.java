package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes directories out of slots, then lays others over them: always in that order, whatever the order in which they are said. */
@Command
abstract class SlotContentVerb extends SlotTreeVerb {

    private static final String EACH = "{slot}";

    @Option(names = "--insert", paramLabel = "FROM[:PATH]", description = "also lays this over the slot, at PATH from its root on (repeatable)")
    List<String> inserts = List.of();

    @Option(names = "--extract", paramLabel = "PATH:TO", description = "also copies this directory of the slot to TO, before anything is laid over it (repeatable)")
    List<String> extracts = List.of();

    @Option(names = "--on-host", description = "what is laid over it is on the slot's host")
    boolean onHost;

    @Option(names = "--replace", description = "what there is at TO already is replaced")
    boolean replace;

    private int count;

    /** What is said beside the options, as {@code FROM:PATH}; empty: nothing. */
    abstract List<String> more(boolean insert);

    @Override
    List<String> tasks() throws Exception {
        count = slots().size();
        return super.tasks();
    }

    @Override
    List<String> tasks(Slot slot) {
        List<String> tasks = new ArrayList<>();
        all(extracts, more(false)).forEach(one -> tasks.add(extract(slot, one)));
        all(inserts, more(true)).forEach(one -> tasks.add(insert(slot, one)));
        return tasks;
    }

    private static List<String> all(List<String> options, List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(options);
        return all;
    }

    private String insert(Slot slot, String said) {
        int colon = said.lastIndexOf(":/");
        String from = colon < 1 ? said : said.substring(0, colon);
        String to = colon < 1 ? "/" : said.substring(colon + 1);
        return "slotInsert " + of(slot) + ", " + GroovyText.quoted(onHost ? from : Path.of(from).toAbsolutePath().toString()) + ", to: " + GroovyText.quoted(to) + ", onHost: " + onHost;
    }

    private String extract(Slot slot, String said) {
        int colon = said.indexOf(':');
        if (colon < 1 || colon == said.length() - 1) {
            throw new Usage("what is extracted is said as PATH:TO, not '" + said + "'");
        }
        String to = said.substring(colon + 1);
        if (count > 1 && !to.contains(EACH)) {
            throw new Usage("several slots cannot be copied to one '" + to + "': say where each slot's name is in it, as in 'logs-" + EACH + ".tar.gz'");
        }
        String file = Path.of(to.replace(EACH, slot.name())).toAbsolutePath().toString();
        return "slotExtract " + of(slot) + ", " + GroovyText.quoted(said.substring(0, colon)) + ", to: " + GroovyText.quoted(file) + ", replace: " + replace;
    }
}
