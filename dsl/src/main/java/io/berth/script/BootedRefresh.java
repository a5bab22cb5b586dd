package io.berth.script;

import io.berth.model.Identity;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import io.berth.model.Late;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The refresh of an image whose new release is booted before its alias means it: made as a candidate, redeployed on a slot where it must
 * become ready, and only then meant. Three tasks: a plan shows them, and a run that ended early goes on where it was.
 *
 * @param said the word {@code imageRefresh}
 */
record BootedRefresh(Bound said, Site site, ImageName image, ImageRecipe.Boot boot) {

    private static final Duration SHUTDOWN = Duration.ofSeconds(60);

    /** Empty: it is no refresh, or one that is booted nowhere. */
    static Optional<BootedRefresh> of(Bound said, Site site) {
        if (!said.call().word().equals("imageRefresh")) {
            return Optional.empty();
        }
        return said.find("image", ImageName.class).flatMap(image -> Optional.ofNullable(site.images().get(image.image()))
                .flatMap(declared -> declared.recipe()).flatMap(ImageRecipe::boot).map(boot -> new BootedRefresh(said, site, image, boot)))
                .filter(refresh -> site.slots().all().containsKey(refresh.boot().slot()));
    }

    /** @return whether it can be done so; if not, that is said */
    boolean check(Optional<Late> late) {
        for (String part : List.of("ignoreFailure", "delegate")) {
            if (said.says(part)) {
                site.diagnostics().error(said.at(part), "'" + part + "' cannot be said of a refresh whose release is booted",
                        "an alias would mean what has not become ready");
                return false;
            }
        }
        late.ifPresent(code -> site.diagnostics().error(said.call().at(), "the release of '" + image.image() + "' is booted: what is refreshed must be known before the run"));
        return late.isEmpty();
    }

    /** @param on the host of the store, of which all of them are tasks: none is left out where the others are not */
    List<SaidTask> tasks(Record parameters, List<String> on, Section section) {
        String alias = said.find("alias", String.class).orElse("");
        ImageName candidate = new ImageName(image.image(), ImageName.CANDIDATE);
        Slot slot = site.slots().all().get(boot.slot());
        Identity identity = slot.identity().hostname().isEmpty() ? slot.identity().as(slot.name()) : slot.identity();
        Redeploy redeploy = new Redeploy(slot, candidate.toString(), boot.by(), SHUTDOWN, Redeploy.OnTimeout.DESTROY, identity, true, boot.sshWithin(),
                boot.checks(), Redeploy.OnFailure.LEAVE, slot.inserts(), Redeploy.Verify.LISTED, true);
        String elsewhere = on.contains(slot.host()) ? "" : slot.host();
        List<SaidTask> tasks = new ArrayList<>();
        tasks.add(task("imageRefresh", made("imageRefresh", Map.of("alias", ImageName.CANDIDATE)), on, section, new SaidTask.Part(true, false, "")));
        tasks.add(task("redeploy", redeploy, on, section, new SaidTask.Part(false, alias.isEmpty(), elsewhere)));
        if (!alias.isEmpty()) {
            tasks.add(task("imageAlias", made("imageAlias", Map.of("image", candidate, "alias", alias)), on, section, new SaidTask.Part(false, true, "")));
        }
        return tasks;
    }

    private SaidTask task(String word, Record parameters, List<String> on, Section section, SaidTask.Part part) {
        return new SaidTask(site.nextTask(), word, said, parameters, Optional.empty(), on, section, part);
    }

    /** The parameters of a word as they are said here, and as they are given. */
    private Record made(String word, Map<String, Object> given) {
        Shape shape = site.vocabulary().get(word).shape();
        Map<String, Object> values = new LinkedHashMap<>();
        shape.parts().forEach(part -> values.put(part.name(), part.unsaid()));
        values.putAll(said.values());
        values.putAll(given);
        return shape.create(values);
    }
}
