package io.berth.task;

import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Image;
import io.berth.model.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The releases of a store, as they are told to users: one command a store. */
public final class StoreReleases {

    /** Where hosts have what was pushed to them: of the layout of a store. */
    public static final String CACHE = SlotScript.STATE_DIR + "/cache";

    private static final Script LIST = ImageScript.of("list.sh");

    private StoreReleases() {
    }

    /** The command that asks a host for all that is in its store there. */
    public static Command question(String directory) {
        return ImageScript.command(LIST, List.of(directory));
    }

    /** The same for one image. */
    static Command question(StoredImage image) {
        return ImageScript.command(LIST, image.arguments());
    }

    /** The command that tells what differs between two releases of an image; {@code one} empty: the stable one. */
    public static Command differing(Image image, String one, String other) {
        return ImageDiffTask.command(new StoredImage(new ImageName(image.name(), one), image), other);
    }

    /**
     * What it answered, line by line.
     *
     * @throws TaskFailure if it could not tell
     */
    public static List<String> differences(Answer answer) throws TaskFailure {
        return ImageScript.looked(answer, "the releases cannot be compared");
    }

    static StoreListing listing(Answer answer, String what) throws TaskFailure {
        return StoreListing.parse(String.join("\n", ImageScript.looked(answer, what + " cannot be looked at")));
    }

    /**
     * What it answered: by image the releases, the newest first, each with what its record tells, its aliases and who uses it.
     *
     * @throws TaskFailure if it could not tell
     */
    public static Map<String, List<Map<String, Object>>> told(Answer answer) throws TaskFailure {
        Map<String, List<Map<String, Object>>> images = new LinkedHashMap<>();
        listing(answer, "the store").images().forEach((name, stored) -> images.put(name, told(stored)));
        return images;
    }

    static List<Map<String, Object>> told(StoreListing.Stored stored) {
        List<Map<String, Object>> releases = new ArrayList<>();
        for (Release release : stored.releases()) {
            Map<String, Object> told = new LinkedHashMap<>(release.told());
            told.put("bytes", release.bytes());
            told.put("aliases", aliases(release, stored));
            told.put("used", stored.uses().stream().filter(use -> use.release().equals(release.name())).map(use -> use.reader() + " " + use.how()).toList());
            releases.add(told);
        }
        return releases;
    }

    static List<String> aliases(Release release, StoreListing.Stored stored) {
        return stored.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(release.name())).map(Map.Entry::getKey).sorted().toList();
    }
}
