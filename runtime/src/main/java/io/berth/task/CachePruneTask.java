package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host's cache emptied of what was pushed to it: never of what a slot of the host has or had before, is about to get, or what is being read. */
final class CachePruneTask extends WordTask<CachePruneTask.Prune> {

    private static final Script LOOK = ImageScript.of("cached-prunable.sh");
    private static final Script PRUNE = ImageScript.of("cached-prune.sh");

    public record Prune(
            @Param(doc = "the images; else all that are there", positional = true) List<String> images,
            @Param(doc = "how many of the newest of each stay", fallback = "0") int keep) {
        public Prune {
            images = List.copyOf(images);
        }
    }

    CachePruneTask() {
        super("cachePrune", Prune.class, "Removes releases from a host's cache, which 'imagePush' has put there; none that is in use.");
    }

    @Override
    public String name(Prune said) {
        return said.images().isEmpty() ? "all images" : String.join(", ", said.images());
    }

    @Override
    public Footprint footprint(Prune said, Scope scope) {
        Set<Key> writes = (said.images().isEmpty() ? scope.playbook().images().keySet().stream() : said.images().stream())
                .map(image -> ImagePushTask.cached(image, scope.host().name())).collect(Collectors.toSet());
        return new Footprint(Set.of(Key.wholeOf(scope.host())), writes);
    }

    @Override
    Wrong wrong(Prune said) {
        Wrong wrong = new Wrong().when(said.keep() < 0, "not less than none can be kept");
        said.images().forEach(image -> wrong.unlessFits("images", image, StoredImage.NAME, "names of images"));
        return wrong;
    }

    @Override
    public void check(Prune said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Prune said, Scope scope) {
        List<String> arguments = new ArrayList<>(List.of(StoreReleases.CACHE, Integer.toString(said.keep())));
        arguments.addAll(said.images());
        return List.of(ImageScript.command(LOOK, arguments));
    }

    @Override
    public Change change(Prune said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        List<ImageName> gone = ImageScript.looked(seen.get(0), "the cache of " + scope.host().name() + " cannot be looked at").stream()
                .map(line -> line.split(" ")).map(words -> new ImageName(words[0], words[1])).toList();
        if (gone.isEmpty()) {
            return Change.none("nothing to remove");
        }
        Set<String> images = gone.stream().map(ImageName::image).collect(Collectors.toCollection(LinkedHashSet::new));
        return Change.of(Change.Kind.DELETE, "remove " + gone.stream().map(ImageName::toString).collect(Collectors.joining(", ")), hands -> {
            for (String image : images) {
                List<String> arguments = Stream.of(StoreReleases.CACHE, image, hands.holder().run(), Integer.toString(said.keep())).toList();
                new ImageScript(hands, "the cache of " + hands.scope().host().name()).run(ImageScript.command(PRUNE, arguments));
            }
        });
    }
}
