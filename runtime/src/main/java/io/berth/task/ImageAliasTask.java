package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.List;
import java.util.Optional;

/** A further name of a release. */
final class ImageAliasTask extends ImageTask<ImageAliasTask.Alias> {

    public record Alias(
            @Param(doc = "image@release, the release by its name or another alias; where the alias is taken away the image", required = true, positional = true) ImageName image,
            @Param(doc = "the alias", fallback = ImageName.STABLE) String alias,
            @Param(doc = "whether the alias is taken away", fallback = "false") boolean absent) {
    }

    ImageAliasTask() {
        super("imageAlias", Alias.class, "Lets an alias mean a release: stable is the one that is deployed where none is said.");
    }

    @Override
    ImageName image(Alias said) {
        return said.image();
    }

    @Override
    public String name(Alias said) {
        return said.image().image() + "@" + said.alias();
    }

    @Override
    public Footprint footprint(Alias said, Scope scope) {
        return stored(said, scope).changed(scope);
    }

    @Override
    Wrong wrong(Alias said) {
        return new Wrong().unlessFits("alias", said.alias(), StoredImage.NAME, "a name")
                .when(said.absent() == !said.image().release().isEmpty(), said.absent()
                        ? "an alias is taken away whatever it means: say the image alone" : "say which release is meant: '" + said.image().image() + "@…'");
    }

    @Override
    public List<Command> observe(Alias said, Scope scope) {
        return List.of(StoreReleases.question(stored(said, scope)));
    }

    @Override
    public Change change(Alias said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        StoredImage stored = stored(said, scope);
        StoreListing.Stored found = StoreReleases.listing(seen.get(0), "the store").image(said.image().image());
        if (said.absent()) {
            return found.aliases().containsKey(said.alias()) ? SeenRelease.let(stored, said.alias(), "") : Change.none("there is none");
        }
        Optional<Release> release = found.release(said.image().release());
        if (release.isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no release " + said.image().release() + " yet", hands -> {
                throw new TaskFailure("there is no release " + said.image(), "'berth image list' shows those that are there");
            });
        }
        String name = release.get().name();
        return name.equals(found.aliases().get(said.alias())) ? Change.none("is " + name) : SeenRelease.let(stored, said.alias(), name);
    }
}
