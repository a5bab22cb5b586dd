package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.io.IOException;
import java.util.List;

/** A release made of a directory: of the store's host, or of another one, from which it goes through the controller as a tar. */
final class ImageCaptureTask extends ImageTask<ImageCaptureTask.Capture> {

    public record Capture(
            @Param(doc = "the image", required = true, positional = true) ImageName image,
            @Param(doc = "the directory, from the root on; what is mounted in it stays out", required = true) String from,
            @Param(doc = "name of the host that has it; else the store's") String host,
            @Param(doc = "patterns of what stays out, as rsync has them for a directory of the store's host, as tar has them else") List<String> exclude,
            @Param(doc = "how it is kept: tree or archive", fallback = "tree") ImageForm form,
            @Param(doc = "the alias that means the release from then on; '': none", fallback = ImageName.STABLE) String alias) {
        public Capture {
            exclude = List.copyOf(exclude);
        }
    }

    ImageCaptureTask() {
        super("imageCapture", Capture.class, "Makes a release of a directory of a host.");
    }

    @Override
    ImageName image(Capture said) {
        return said.image();
    }

    @Override
    public String name(Capture said) {
        return said.image().image() + " from " + (said.host().isEmpty() ? "" : said.host() + ":") + said.from();
    }

    @Override
    public Footprint footprint(Capture said, Scope scope) {
        return stored(said, scope).changed(scope, new Key("file", HostPath.plain(said.from()), isOfStore(said, scope) ? scope.host().name() : said.host()));
    }

    private static boolean isOfStore(Capture said, Scope scope) {
        return said.host().isEmpty() || said.host().equals(scope.host().name());
    }

    @Override
    Wrong wrong(Capture said) {
        return wrongOfNew(said.image(), said.alias())
                .when(said.form() == ImageForm.AUTO || said.form() == ImageForm.DISK, "a directory is kept as tree or archive");
    }

    @Override
    public void check(Capture said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        HostPath.check("from", said.from(), at, into);
        if (!isOfStore(said, scope) && !scope.playbook().hosts().containsKey(said.host())) {
            into.error(at, "there is no host '" + said.host() + "'");
        }
    }

    @Override
    public List<Command> observe(Capture said, Scope scope) {
        return isOfStore(said, scope) && said.exclude().isEmpty() ? List.of(SeenRelease.look(stored(said, scope), said.alias(), "", said.from(), said.form())) : List.of();
    }

    @Override
    public Change change(Capture said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        StoredImage stored = stored(said, scope);
        String summary = "capture " + said.from() + (isOfStore(said, scope) ? "" : " of " + said.host());
        if (seen.isEmpty()) {
            return Change.of(Change.Kind.ACT, summary + "; a release of the same stays the one it is", hands -> make(said, stored, hands));
        }
        SeenRelease found = SeenRelease.of(seen.get(0), stored);
        return found.missing() ? Change.of(Change.Kind.MAYBE, "there is no " + said.from() + " yet", hands -> {
            throw new TaskFailure("there is no directory " + said.from(), "name one that is there, or make it before");
        }) : found.change(stored, said.alias(), summary, hands -> make(said, stored, hands));
    }

    private static void make(Capture said, StoredImage stored, Hands hands) throws TaskFailure, IOException, InterruptedException {
        CapturedTree captured = new CapturedTree(stored, said.alias(), said.form(), said.from(), CapturedTree.Place.HOST);
        if (isOfStore(said, hands.scope())) {
            captured.inStore("directory " + said.from(), said.exclude(), hands);
        } else {
            captured.through("directory " + said.from() + " of " + said.host(), said.exclude(), hands, hands.on(hands.scope().playbook().host(said.host())));
        }
    }
}
