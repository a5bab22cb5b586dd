package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A directory of a slot as an archive of the controller, or as a directory of it. */
final class SlotExtractTask extends SlotTask<SlotExtractTask.Extract> {

    static final Script EXTRACT = SlotScript.of("/io/berth/image/unpack.sh", "/io/berth/image/tree.sh", "slot/extract.sh");

    public record Extract(
            @Param(doc = "the slot; its guest is off", required = true, positional = true) Slot slot,
            @Param(doc = "the directory in the slot, from its root on", required = true, positional = true) String path,
            @Param(doc = "what it becomes on the controller, from the playbook's directory: an archive, if the name ends in .tar, .tar.gz, .tgz, .tar.zst or "
                    + ".tar.xz, else a directory", required = true) String to,
            @Param(doc = "whether what is there already is replaced", fallback = "false") boolean replace) { }

    SlotExtractTask() {
        super("slotExtract", Extract.class, "Copies a directory of a slot to the controller.");
    }

    @Override
    Slot slot(Extract said) {
        return said.slot();
    }

    @Override
    public String name(Extract said) {
        return said.slot().name() + ":" + HostPath.plain(said.path());
    }

    @Override
    public Footprint footprint(Extract said, Scope scope) {
        Footprint slot = changed(said, scope);
        Set<Key> writes = new HashSet<>(slot.writes());
        writes.add(new Key("file", scope.file(said.to()).toString(), "the controller"));
        return new Footprint(slot.reads(), writes);
    }

    @Override
    Wrong wrong(Extract said) {
        return SlotInsertTask.wrongInSlot("path", said.path()).when(said.to().isBlank() || said.to().indexOf('\0') >= 0, "'to' is no path");
    }

    @Override
    public List<Command> observe(Extract said, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Extract said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        Path to = scope.file(said.to());
        ExtractedTree extracted = ExtractedTree.at(to);
        if (extracted.isThere() && !said.replace()) {
            throw new Refusal(to + " is there already, and would be lost", "name another one, or say that it is replaced: --replace, replace: true");
        }
        return Change.of(Change.Kind.ACT, "copy " + HostPath.plain(said.path()) + " of " + said.slot().name() + " to " + to, hands -> extract(said, extracted, hands));
    }

    private static void extract(Extract said, ExtractedTree extracted, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String path = HostPath.plain(said.path()).substring(1);
        ImageScript script = new ImageScript(hands, "/" + path + " of slot " + said.slot().name() + " could not be copied");
        Command command = SlotTree.reading(said.slot(), hands, false).command(EXTRACT, List.of(path, extracted.packing()), true);
        extracted.write(out -> script.pour(command, new Counted(out, hands, 0)));
    }
}
