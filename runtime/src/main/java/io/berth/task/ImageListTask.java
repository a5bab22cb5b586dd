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
import java.util.Map;
import java.util.stream.Collectors;

/** What releases an image has, what they are called, and who uses them. */
final class ImageListTask extends ImageTask<ImageListTask.ListReleases> {

    public record ListReleases(@Param(doc = "the image", required = true, positional = true) ImageName image) {
    }

    ImageListTask() {
        super("imageList", ListReleases.class, "Tells the releases of an image, with their aliases and those who use them.");
    }

    @Override
    ImageName image(ListReleases said) {
        return said.image();
    }

    @Override
    public String name(ListReleases said) {
        return said.image().image();
    }

    @Override
    public Footprint footprint(ListReleases said, Scope scope) {
        return stored(said, scope).read(scope);
    }

    @Override
    public List<Command> observe(ListReleases said, Scope scope) {
        return List.of(StoreReleases.question(stored(said, scope)));
    }

    @Override
    public Change change(ListReleases said, Scope scope, List<Answer> seen) throws TaskFailure {
        StoreListing.Stored stored = StoreReleases.listing(seen.get(0), "the store").image(said.image().image());
        String summary = stored.releases().stream().map(release -> shown(release, StoreReleases.aliases(release, stored))).collect(Collectors.joining(", "));
        return Change.none(summary.isEmpty() ? "no release" : summary).telling(Map.of("releases", StoreReleases.told(stored)));
    }

    private static String shown(Release release, List<String> aliases) {
        return release.name() + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")");
    }
}
