package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.image.ArchiveRefused;
import io.berth.image.PackedFile;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A new release made as the image's declaration says, checked, and meant by the alias only then: where anything fails, whoever uses the
 * image keeps what it has. All of it is one script on the store's host, and every mount of it is in namespaces that end with it.
 */
final class ImageRefreshTask extends ImageTask<ImageRefreshTask.Refresh> {

    static final Script REFRESH = ImageScript.of("build.sh", "refresh.sh");
    static final Script STEPS = Script.of(Release.class, "steps.sh");

    public record Refresh(
            @Param(doc = "the image, whose declaration says how it is built", required = true, positional = true) ImageName image,
            @Param(doc = "the alias that means the new release; '': none", fallback = ImageName.STABLE) String alias) {
    }

    /** What the script is told of the origin, and what it reads of it. */
    private record Origin(String title, List<String> arguments, Feed content) {
        static final Feed NOTHING = out -> { };
    }

    ImageRefreshTask() {
        super("imageRefresh", Refresh.class, "Makes a new release of an image as its declaration says: builds it, does its steps and checks, then moves the alias, and prunes.");
    }

    @Override
    ImageName image(Refresh said) {
        return said.image();
    }

    @Override
    public String name(Refresh said) {
        return said.image().image();
    }

    @Override
    public Footprint footprint(Refresh said, Scope scope) {
        StoredImage stored = stored(said, scope);
        return stored.image().recipe().map(ImageRecipe::origin).orElse(null) instanceof ImageRecipe.OtherImage other
                ? stored.changed(scope, StoredImage.of(other.image(), scope).key()) : stored.changed(scope, new Key[0]);
    }

    @Override
    Wrong wrong(Refresh said) {
        return wrongOfNew(said.image(), said.alias());
    }

    @Override
    public void check(Refresh said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        StoredImage stored = stored(said, scope);
        if (stored.image().recipe().isEmpty()) {
            into.error(at, "the declaration of '" + said.image().image() + "' does not say how it is built", "build debootstrap('bookworm'), or from 'system.tar.zst'");
            return;
        }
        ImageRecipe recipe = stored.image().recipe().get();
        if (recipe.origin() instanceof ImageRecipe.OtherImage other) {
            StoredImage base = StoredImage.of(other.image(), scope);
            if (!base.image().released() || !base.image().store().equals(stored.image().store()) || !base.image().dir().equals(stored.image().dir())) {
                into.error(at, "'" + other.image() + "' is no image of the same store");
            }
        } else if (recipe.origin() instanceof ImageRecipe.Packed packed && packed.onHost()) {
            HostPath.check("from", packed.from(), at, into);
        }
        if (recipe.form() == ImageRecipe.Form.DISK && !(recipe.steps().isEmpty() && recipe.checks().isEmpty())) {
            into.error(at, "in a disk that is kept as it is no steps are done", "leave out 'form disk': then its system is kept as a tree");
        }
        try {
            bundle(recipe, scope);
        } catch (TaskFailure e) {
            into.error(at, e.getMessage(), e.next());
        }
    }

    private static BuildBundle bundle(ImageRecipe recipe, Scope scope) throws TaskFailure {
        return new BuildBundle(all(recipe.steps(), recipe, scope), all(recipe.checks(), recipe, scope));
    }

    private static List<BuildStep> all(List<ImageRecipe.Step> steps, ImageRecipe recipe, Scope scope) throws TaskFailure {
        List<BuildStep> all = new ArrayList<>();
        for (ImageRecipe.Step step : steps) {
            all.add(BuildStep.of(step, recipe, scope));
        }
        return all;
    }

    @Override
    public List<Command> observe(Refresh said, Scope scope) {
        return List.of(StoreReleases.question(stored(said, scope)));
    }

    @Override
    public Change change(Refresh said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        StoredImage stored = stored(said, scope);
        ImageRecipe recipe = stored.image().recipe().orElseThrow(() -> new TaskFailure(said.image() + " has no recipe", ""));
        StoreListing.Stored found = StoreReleases.listing(seen.get(0), "the store").image(said.image().image());
        Optional<Release> present = said.alias().isEmpty() ? found.releases().stream().findFirst() : found.release(said.alias());
        int steps = recipe.steps().size() + recipe.checks().size();
        String summary = "build from " + title(recipe) + (steps == 0 ? "" : ", " + steps + (steps == 1 ? " step" : " steps"))
                + present.map(release -> "; now " + release.name()).orElse("; the first release");
        return Change.of(Change.Kind.ACT, summary, hands -> refresh(said, stored, recipe, hands));
    }

    private static String title(ImageRecipe recipe) {
        if (recipe.origin() instanceof ImageRecipe.Bootstrap bootstrap) {
            return "debootstrap " + bootstrap.suite();
        }
        return recipe.origin() instanceof ImageRecipe.OtherImage other ? other.image().toString() : ((ImageRecipe.Packed) recipe.origin()).from();
    }

    private static void refresh(Refresh said, StoredImage stored, ImageRecipe recipe, Hands hands) throws TaskFailure, IOException, InterruptedException {
        byte[] bundle = bundle(recipe, hands.scope()).packed();
        Origin origin = origin(recipe, hands);
        List<String> arguments = stored.arguments(hands.holder().run(), said.alias(), recipe.form().name().toLowerCase(Locale.ROOT),
                Integer.toString(stored.image().keep()), STEPS.text(), Integer.toString(bundle.length), origin.title());
        arguments.addAll(origin.arguments());
        List<String> argv = new ArrayList<>(RedeployRun.OWN_MOUNTS);
        argv.addAll(REFRESH.with(arguments).argv());
        try {
            new ImageScript(hands, "image " + said.image().image() + " could not be refreshed, and stays as it is")
                    .feed(Command.of(argv).within(Command.NO_LIMIT), out -> {
                        out.write(bundle);
                        origin.content().to(out);
                    });
        } catch (ArchiveRefused e) {
            throw new Refusal("refused by rule archive: " + e.getMessage(), "do not trust this archive");
        }
    }

    private static Origin origin(ImageRecipe recipe, Hands hands) throws TaskFailure, IOException {
        if (recipe.origin() instanceof ImageRecipe.Bootstrap bootstrap) {
            return new Origin(title(recipe), List.of("bootstrap", bootstrap.suite(), bootstrap.mirror(), bootstrap.variant(),
                    String.join(",", bootstrap.packages())), Origin.NOTHING);
        } else if (recipe.origin() instanceof ImageRecipe.OtherImage other) {
            StoredImage base = StoredImage.of(other.image(), hands.scope());
            return new Origin(title(recipe), List.of("image", base.image().name(), base.release()), Origin.NOTHING);
        }
        ImageRecipe.Packed packed = (ImageRecipe.Packed) recipe.origin();
        if (packed.onHost()) {
            return new Origin(packed.from(), List.of("host", packed.from()), Origin.NOTHING);
        } else if (packed.isUrl()) {
            return new Origin(packed.from(), List.of("url", packed.from(), packed.checksum().substring(packed.checksum().indexOf(':') + 1).toLowerCase(Locale.ROOT)),
                    Origin.NOTHING);
        }
        Path file = BuildStep.file(recipe, packed.from());
        if (!Files.isRegularFile(file)) {
            throw new TaskFailure("there is no file '" + packed.from() + "'", "looked for " + file);
        }
        PackedFile sent = PackedFile.of(file);
        return new Origin(file.getFileName().toString(), List.of("stream", sent.packingWord(), sent.kindWord(), Long.toString(sent.size())),
                sent.feed(false, count -> hands.progress(count, sent.size())));
    }
}
