package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A slot's tree is mounted on its host, and stays so. The mount holds the slot's lock: while it is there, nobody starts or redeploys it. */
final class SlotMountTask extends HoldTask<SlotMountTask.Mount> {

    static final Script MOUNT = SlotTree.script("slot/mount.sh");

    public record Mount(
            @Param(doc = "the slot; its guest is off", required = true, positional = true) Slot slot,
            @Param(doc = "a directory of its host, from the root on, that is empty or not there; else /run/berth/mnt/ and its name") String at,
            @Param(doc = "whether it can be written to", fallback = "false") boolean write,
            @Param(doc = "why, one line: those who are refused are told") String why) { }

    SlotMountTask() {
        super("slotMount", Mount.class, "Mounts what is on a slot on its host, where it stays mounted until slotRelease.");
    }

    @Override
    Slot slot(Mount said) {
        return said.slot();
    }

    private static String directory(Mount said) {
        return said.at().isEmpty() ? SlotScript.RUN_DIR + "/mnt/" + said.slot().name() : HostPath.plain(said.at());
    }

    @Override
    Wrong wrong(Mount said) {
        Wrong wrong = new Wrong().unlessLine("why", said.why());
        return said.at().isEmpty() ? wrong : wrong.unlessAbsolute("at", said.at()).when(List.of(said.at().split("/")).contains(".."), "'at' has '..' in it")
                .when(HostPath.plain(said.at()).equals("/"), "'at' is not /");
    }

    @Override
    Change change(Mount said, SeenHold hold) throws TaskFailure {
        String directory = directory(said);
        if (hold.lives()) {
            if (hold.isMount() && hold.by().equals(ThisController.user()) && hold.directory().equals(directory) && hold.isWritable() == said.write()) {
                return Change.none("is mounted at " + directory).telling(Map.of("directory", directory));
            }
            throw refusal(said.slot(), hold, next(said.slot(), hold));
        }
        String access = said.write() ? "rw" : "ro";
        return Change.of(Change.Kind.CREATE, "mount it at " + directory + (said.write() ? ", to be written to" : ", to be read"), hands -> {
            List<String> arguments = new ArrayList<>(SlotTree.arguments(said.slot(), hands));
            arguments.addAll(List.of(directory, access, ThisController.user(), said.why()));
            SlotScript.run(hands, said.slot(), "slot " + said.slot().name() + " could not be mounted", MOUNT.with(arguments).within(Command.NO_LIMIT),
                    Command.of("mount.sh", said.slot().name(), directory, access));
        }).telling(Map.of("directory", directory));
    }
}
