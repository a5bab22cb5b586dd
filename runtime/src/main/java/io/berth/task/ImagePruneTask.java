package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.List;

/** Old releases removed: never one that has an alias, is on a slot or was before what is, is on its way to one, or is being read. */
final class ImagePruneTask extends ImageTask<ImagePruneTask.Prune> {

    private static final Script LOOK = ImageScript.of("prunable.sh");
    static final Script PRUNE = ImageScript.of("prune.sh");

    public record Prune(
            @Param(doc = "the image", required = true, positional = true) ImageName image,
            @Param(doc = "how many of the newest stay, from 1; else what the image's declaration says") int keep) {
    }

    ImagePruneTask() {
        super("imagePrune", Prune.class, "Removes old releases of an image; none that has an alias or is in use.");
    }

    @Override
    ImageName image(Prune said) {
        return said.image();
    }

    @Override
    public String name(Prune said) {
        return said.image().image();
    }

    @Override
    public Footprint footprint(Prune said, Scope scope) {
        return stored(said, scope).changed(scope);
    }

    @Override
    Wrong wrong(Prune said) {
        return new Wrong().when(said.keep() < 0, "at least 1 release is kept");
    }

    /** 0: all. */
    private static int keep(Prune said, StoredImage stored) {
        return said.keep() > 0 ? said.keep() : stored.image().keep();
    }

    @Override
    public List<Command> observe(Prune said, Scope scope) {
        StoredImage stored = stored(said, scope);
        return keep(said, stored) < 1 ? List.of() : List.of(ImageScript.command(LOOK, stored.arguments(Integer.toString(keep(said, stored)))));
    }

    @Override
    public Change change(Prune said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        if (seen.isEmpty()) {
            return Change.none("all are kept");
        }
        StoredImage stored = stored(said, scope);
        List<String> names = ImageScript.looked(seen.get(0), "the store of " + said.image().image() + " cannot be looked at");
        if (names.isEmpty()) {
            return Change.none("nothing to remove");
        }
        return Change.of(Change.Kind.DELETE, "remove " + String.join(", ", names), hands ->
                new ImageScript(hands, "image " + said.image().image() + " could not be pruned")
                        .run(ImageScript.command(PRUNE, stored.arguments(hands.holder().run(), Integer.toString(keep(said, stored))))));
    }
}
