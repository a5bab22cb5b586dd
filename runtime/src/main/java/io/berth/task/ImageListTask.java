package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What releases an image has, what they are called, and who uses them. */
final class ImageListTask extends ImageTask<ImageListTask.ListReleases> {

    private static final Script LIST = ImageScript.of("list.sh");

    public record ListReleases(@Param(doc = "the image", required = true, positional = true) ImageName image) {
    }

    ImageListTask() {
        super("imageList", ListReleases.class, "Tells the releases of an image, with their aliases and those who use them.");
    }

    /** The command that lists the releases of an image. */
    static Command look(StoredImage stored) {
        return ImageScript.command(LIST, stored.arguments());
    }

    static StoreListing listing(Answer answer, StoredImage stored) throws TaskFailure {
        return StoreListing.parse(String.join("\n", ImageScript.looked(answer, "the store of " + stored.name().image() + " cannot be looked at")));
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
        return List.of(look(stored(said, scope)));
    }

    @Override
    public Change change(ListReleases said, Scope scope, List<Answer> seen) throws TaskFailure {
        StoreListing.Stored stored = listing(seen.get(0), stored(said, scope)).image(said.image().image());
        List<Map<String, Object>> releases = new ArrayList<>();
        for (Release release : stored.releases()) {
            Map<String, Object> told = new LinkedHashMap<>(release.told());
            told.put("bytes", release.bytes());
            told.put("aliases", stored.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(release.name())).map(Map.Entry::getKey).toList());
            told.put("used", stored.uses().stream().filter(use -> use.release().equals(release.name())).map(use -> use.reader() + " " + use.how()).toList());
            releases.add(told);
        }
        return Change.none(releases.isEmpty() ? "no release" : stored.releases().stream().map(release -> shown(release, stored)).collect(Collectors.joining(", ")))
                .telling(Map.of("releases", releases));
    }

    private static String shown(Release release, StoreListing.Stored stored) {
        List<String> aliases = stored.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(release.name())).map(Map.Entry::getKey).toList();
        return release.name() + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")");
    }
}
