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
import io.berth.model.Slot;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A release made of what is on a slot, without what makes that system the one it is. */
final class SlotStoreTask extends SlotTask<SlotStoreTask.Store> {

    /** What a system is known by, from the root on; a redeploy gives all of it anew. */
    private static final List<String> IDENTITY = List.of("/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/ssh/ssh_host_*", "/var/lib/systemd/random-seed",
            "/var/lib/urandom/random-seed", "/var/lib/cloud/instance", "/var/lib/cloud/instances");
    private static final String OF_THE_FILESYSTEM = "/lost+found";

    public record Store(
            @Param(doc = "the slot; its guest is off", required = true, positional = true) Slot slot,
            @Param(doc = "the image that gets the release; else the slot's own") ImageName image,
            @Param(doc = "how it is kept: tree or archive", fallback = "tree") ImageForm form,
            @Param(doc = "the alias that means the release from then on; else none, and nobody's redeploys change") String alias,
            @Param(doc = "whether it keeps the machine-id, ssh host keys, random seed and state of cloud-init of this one system", fallback = "false") boolean identity) { }

    SlotStoreTask() {
        super("slotStore", Store.class, "Makes a release of what is on a slot, without what only that one system has.");
    }

    @Override
    Slot slot(Store said) {
        return said.slot();
    }

    private static ImageName image(Store said) {
        return said.image().image().isEmpty() ? ImageName.of(ImageName.of(said.slot().image()).image()) : said.image();
    }

    @Override
    public String name(Store said) {
        return said.slot().name() + " to " + image(said).image();
    }

    @Override
    public Footprint footprint(Store said, Scope scope) {
        Footprint slot = changed(said, scope);
        Set<Key> writes = new HashSet<>(slot.writes());
        writes.add(StoredImage.of(image(said), scope).key());
        return new Footprint(slot.reads(), writes);
    }

    @Override
    Wrong wrong(Store said) {
        return ImageTask.wrongOfNew(image(said), said.alias())
                .when(said.form() == ImageForm.AUTO || said.form() == ImageForm.DISK, "a slot's tree is kept as tree or archive");
    }

    @Override
    public void check(Store said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        ImageName image = image(said);
        if (image.image().isEmpty()) {
            into.error(at, "slot '" + said.slot().name() + "' has no image of its own: say which gets the release", "slotStore '" + said.slot().name() + "', image: 'debian12'");
        } else if (!scope.playbook().images().containsKey(image.image())) {
            into.error(at, "there is no image '" + image.image() + "'", "image('" + image.image() + "') { store '" + scope.host().name() + "' }");
        } else {
            StoredImage.check(image, scope, at, into);
        }
    }

    @Override
    public List<Command> observe(Store said, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Store said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        return Change.of(Change.Kind.ACT, "capture what is on " + said.slot().name() + " to " + image(said).image()
                + (said.alias().isEmpty() ? "" : ", from then on its " + said.alias()) + "; a release of the same stays the one it is", hands -> store(said, hands));
    }

    private static void store(Store said, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Scope scope = hands.scope();
        StoredImage stored = StoredImage.of(image(said), scope);
        CapturedTree captured = new CapturedTree(stored, said.alias(), said.form(), ".", SlotTree.reading(said.slot(), hands, true));
        String from = "slot " + said.slot().name() + " of " + scope.host().name();
        List<String> left = said.identity() ? List.of(OF_THE_FILESYSTEM) : Stream.concat(IDENTITY.stream(), Stream.of(OF_THE_FILESYSTEM)).toList();
        if (stored.image().store().equals(scope.host().name())) {
            captured.inStore(from, left, hands);
        } else {
            captured.through(from, left.stream().map(path -> "." + path).toList(), hands.on(scope.playbook().host(stored.image().store())), hands);
        }
    }
}
