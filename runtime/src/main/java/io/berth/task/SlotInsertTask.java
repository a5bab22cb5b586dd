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
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.image.ArchiveRefused;
import io.berth.image.PackedFile;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A directory or an archive laid over what is on a slot: of the controller, or of the slot's host. */
final class SlotInsertTask extends SlotTask<SlotInsertTask.Insert> {

    static final Script INSERT = SlotTree.script("/io/berth/image/unpack.sh", "slot/overlay.sh", "slot/insert.sh");

    public record Insert(
            @Param(doc = "the slot; its guest is off", required = true, positional = true) Slot slot,
            @Param(doc = "a directory or an archive (tar or cpio, packed or not), of the controller from the playbook's directory, or with onHost of the slot's "
                    + "host", required = true, positional = true) String from,
            @Param(doc = "where in the slot it goes, from its root on; what of the way is missing is made", fallback = "/") String to,
            @Param(doc = "whether it is on the slot's host", fallback = "false") boolean onHost) { }

    SlotInsertTask() {
        super("slotInsert", Insert.class, "Lays a directory or an archive over what is on a slot. No symbolic link of the slot is followed.");
    }

    @Override
    Slot slot(Insert said) {
        return said.slot();
    }

    @Override
    public String name(Insert said) {
        return said.slot().name() + ":" + HostPath.plain(said.to()) + " from " + said.from();
    }

    @Override
    public Footprint footprint(Insert said, Scope scope) {
        return changed(said, scope, said.onHost() ? new Key("file", HostPath.plain(said.from()), scope.host().name())
                : new Key("file", scope.file(said.from()).toString(), "the controller"));
    }

    /** What is wrong with a path in a slot. */
    static Wrong wrongInSlot(String word, String path) {
        return new Wrong().unlessAbsolute(word, path).when(List.of(path.split("/")).contains(".."), "'" + word + "' has '..' in it");
    }

    @Override
    Wrong wrong(Insert said) {
        Wrong wrong = wrongInSlot("to", said.to());
        return said.onHost() ? wrong.unlessAbsolute("from", said.from()) : wrong.when(said.from().indexOf('\0') >= 0, "'from' is no path");
    }

    @Override
    public void check(Insert said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        // one that a task before makes is not there yet
        if (!said.onHost() && Files.exists(scope.file(said.from()))) {
            String wrong = new Overlay(scope.file(said.from())).wrong();
            if (!wrong.isEmpty()) {
                into.error(at, wrong);
            }
        }
    }

    @Override
    public List<Command> observe(Insert said, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Insert said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        String from = said.onHost() ? said.from() + " of " + scope.host().name() : said.from();
        return Change.of(Change.Kind.ACT, "lay " + from + " over " + said.slot().name() + ":" + HostPath.plain(said.to()), hands -> insert(said, hands));
    }

    private static void insert(Insert said, Hands hands) throws TaskFailure, IOException, InterruptedException {
        ImageScript script = new ImageScript(hands, said.from() + " could not be laid over slot " + said.slot().name());
        String to = HostPath.plain(said.to()).substring(1);
        if (said.onHost()) {
            boolean directory = hands.attempt(Command.of("test", "-d", said.from())).ok();
            script.run(command(said, hands, to, directory ? "directory" : "archive", said.from(), "", ""));
            return;
        }
        try (Overlay.Packed packed = new Overlay(hands.scope().file(said.from())).packed()) {
            PackedFile file = packed.file();
            script.feed(command(said, hands, to, "stream", "", file.packingWord(), file.kindWord()), file.feed(false, sent -> hands.progress(sent, file.size())));
        } catch (ArchiveRefused e) {
            throw new Refusal("refused by rule archive: " + e.getMessage(), "do not trust this archive");
        }
    }

    private static Command command(Insert said, Hands hands, String... what) {
        List<String> arguments = new ArrayList<>(SlotTree.arguments(said.slot(), hands));
        arguments.addAll(List.of(what));
        return SlotTree.command(INSERT, arguments);
    }
}
