package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.List;

/** Releases read again: whether they are what they were when they were made. */
final class ImageVerifyTask extends ImageTask<ImageVerifyTask.Verify> {

    private static final Script VERIFY = ImageScript.of("verify.sh");

    public record Verify(
            @Param(doc = "the image, for all of its releases; or image@release", required = true, positional = true) ImageName image) {
    }

    ImageVerifyTask() {
        super("imageVerify", Verify.class, "Reads releases of an image to their end, and fails if one has another digest than when it was made.");
    }

    @Override
    ImageName image(Verify said) {
        return said.image();
    }

    @Override
    public String name(Verify said) {
        return said.image().toString();
    }

    @Override
    public Footprint footprint(Verify said, Scope scope) {
        return stored(said, scope).read(scope);
    }

    @Override
    public List<Command> observe(Verify said, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Verify said, Scope scope, List<Answer> seen) {
        StoredImage stored = stored(said, scope);
        return Change.of(Change.Kind.LOOK, "read " + (said.image().release().isEmpty() ? "all releases" : "the release"), hands ->
                new ImageScript(hands, "image " + said.image()).run(ImageScript.command(VERIFY, stored.arguments(hands.holder().run(), said.image().release()))));
    }
}
