package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What differs between two releases of an image. */
final class ImageDiffTask extends ImageTask<ImageDiffTask.Differ> {

    private static final Script DIFF = ImageScript.of("diff.sh");
    /** So many lines are shown; all are its output. */
    private static final int SHOWN = 100;

    public record Differ(
            @Param(doc = "the image, or image@release; else its stable one", required = true, positional = true) ImageName image,
            @Param(doc = "the other release of it, by its name or an alias", required = true, positional = true) String with) {
    }

    ImageDiffTask() {
        super("imageDiff", Differ.class, "Tells what differs between two releases of an image, as tar lists them.");
    }

    @Override
    ImageName image(Differ said) {
        return said.image();
    }

    @Override
    public String name(Differ said) {
        return said.image() + " and " + said.with();
    }

    @Override
    public Footprint footprint(Differ said, Scope scope) {
        return stored(said, scope).read(scope);
    }

    @Override
    Wrong wrong(Differ said) {
        return new Wrong().unlessFits("with", said.with(), StoredImage.NAME, "a release or an alias");
    }

    @Override
    public List<Command> observe(Differ said, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Differ said, Scope scope, List<Answer> seen) {
        StoredImage stored = stored(said, scope);
        return Change.of(Change.Kind.LOOK, "compare them", hands -> {
            AtomicInteger count = new AtomicInteger();
            new ImageScript(hands, "the releases of " + said.image().image() + " cannot be compared", line -> tell(line, count, hands))
                    .run(command(stored, said.with()));
            if (count.get() > SHOWN) {
                hands.show("and " + (count.get() - SHOWN) + " more");
            }
        });
    }

    /** Whether it is a line that differs. */
    private static boolean tell(String line, AtomicInteger count, Hands hands) {
        if (!line.startsWith("- ") && !line.startsWith("+ ")) {
            return false;
        }
        if (count.incrementAndGet() <= SHOWN) {
            hands.show(line);
        } else {
            hands.say(line);
        }
        return true;
    }

    static Command command(StoredImage stored, String with) {
        return ImageScript.command(DIFF, stored.arguments(stored.release(), with));
    }
}
