package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts an image's tree into a slot and boots it. All that happens on the host is one script under one lock, which undoes
 * what it did when it, its connection or this run is killed; what it cannot undo, the next run of it does.
 */
final class RedeployTask implements TaskType<Redeploy> {

    static final Script LOOK = SlotScript.of("slot/hold.sh", "slot/storage.sh", "slot/filesystem.sh", "slot/guest.sh", "slot/qcow2.sh", "slot/volume.sh", "redeploy/blank.sh", "redeploy/observe.sh");
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,62})?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})?)*");

    @Override
    public String word() {
        return "redeploy";
    }

    @Override
    public String doc() {
        return "Puts an image on a slot: shuts its guest down, brings the tree on its disk to the image's, gives it an identity, starts it and waits until it is ready.";
    }

    @Override
    public Class<Redeploy> parameters() {
        return Redeploy.class;
    }

    @Override
    public String name(Redeploy redeploy) {
        return redeploy.slot().name();
    }

    @Override
    public Footprint footprint(Redeploy redeploy, Scope scope) {
        Slot slot = redeploy.slot();
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(
                Key.wholeOf(scope.host()),
                new Key("disk", slot.name(), host),
                new Key("domain", slot.name(), host),
                new Key("image", ImageName.of(redeploy.image()).image(), scope.playbook().image(redeploy.image()).store()),
                ImagePushTask.cached(ImageName.of(redeploy.image()).image(), host)));
        Storage.place(slot, host).ifPresent(reads::add);
        slot.nics().forEach(nic -> reads.add(new Key("network", nic.network(), host)));
        return new Footprint(reads, Set.of(new Key("slot", slot.name(), host)));
    }

    @Override
    public void check(Redeploy redeploy, Scope scope, SourceRange at, Diagnostics into) {
        Slot slot = redeploy.slot();
        if (slot.name().isBlank() || slot.name().startsWith(".") || slot.name().matches("(?s).*[/\\p{Cntrl}].*")) {
            into.error(at, "'" + slot.name() + "' cannot be redeployed: its name becomes a file name",
                    "no slash, no line end, no dot in front");
        }
        if (redeploy.hostname().length() > 64 || !HOSTNAME.matcher(redeploy.hostname()).matches()) {
            into.error(at, "'" + redeploy.hostname() + "' is no host name", "letters, digits, - and . ; at most 64");
        }
        ImageName image = ImageName.of(redeploy.image());
        if (!image.release().isEmpty() && !scope.playbook().image(redeploy.image()).released()) {
            into.error(at, "'" + image.image() + "' has no releases: it is a tree that is kept by hand", "image '" + image.image() + "'");
        }
        scope.playbook().image(redeploy.image()).recipe().ifPresent(recipe -> {
            if (!Strategies.taken(redeploy.by()).contains(recipe.form())) {
                String form = recipe.form().name().toLowerCase(Locale.ROOT);
                into.error(at, "'" + image.image() + "' is made as " + form + ", which " + Strategies.name(redeploy.by()) + " cannot put on a slot",
                        recipe.form() == ImageRecipe.Form.DISK ? "by block" : recipe.form() == ImageRecipe.Form.ARCHIVE ? "by tar" : "by rsync");
            }
        });
        // what auto can only be, it is checked as
        boolean disk = scope.playbook().image(redeploy.image()).recipe().filter(recipe -> recipe.form() == ImageRecipe.Form.DISK).isPresent();
        Strategies.check(disk ? redeploy.by(Redeploy.Strategy.BLOCK) : redeploy, Storage.of(slot, scope), at, into);
        if (redeploy.checks().port() < 0 || redeploy.checks().port() > 65535) {
            into.error(at, redeploy.checks().port() + " is no port", "1 to 65535");
        }
        if (redeploy.onFailure() == Redeploy.OnFailure.ROLLBACK && redeploy.sshWithin().isZero() && redeploy.checks().none()) {
            into.error(at, "'" + slot.name() + "' cannot be rolled back: nothing tells that it is not ready", "let it be waited for: ready { … }");
        }
        Overlays.of(redeploy.inserts()).check(at, into);
        try {
            new IdentityText(redeploy.identity()).check();
        } catch (TaskFailure e) {
            into.error(at, e.getMessage(), e.next());
        }
        if (!redeploy.start() && !redeploy.sshWithin().isZero()) {
            into.error(at, "'" + slot.name() + "' is not started, so its ssh cannot be waited for",
                    "start it, or leave out the wait");
        }
    }

    @Override
    public List<Command> observe(Redeploy redeploy, Scope scope) {
        ImageName name = ImageName.of(redeploy.image());
        Image image = scope.playbook().image(redeploy.image());
        String releases = !image.released() ? "" : (here(image, scope) ? image.dir() : StoreReleases.CACHE) + "/" + image.name();
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, redeploy.slot().name()));
        arguments.addAll(Storage.of(redeploy.slot(), scope).arguments());
        arguments.addAll(List.of(Strategies.tool(redeploy.by()), releases, name.release().isEmpty() ? ImageName.STABLE : name.release()));
        return List.of(LOOK.with(arguments));
    }

    @Override
    public Change change(Redeploy redeploy, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the slot cannot be looked at", RedeployRun.shown(redeploy, scope), seen.get(0), "");
        }
        SeenSlot slot = SeenSlot.parse(seen.get(0).out());
        Image image = scope.playbook().image(redeploy.image());
        Storage storage = Storage.of(redeploy.slot(), scope);
        Fastest fastest = redeploy.by() == Redeploy.Strategy.AUTO ? Fastest.of(slot, image, storage) : new Fastest(redeploy.by(), "");
        Redeploy decided = redeploy.by(fastest.strategy());
        Storage.Kind kind = storage.kind();
        Optional<ImageName> back = Strategies.inPlace(decided.by(), kind, slot.room()) ? back(decided, slot, scope) : Optional.empty();
        Script script = Strategies.script(decided.by(), kind, slot.room());
        return new Change(Change.Kind.ACT, slot.summary(decided, image, fastest.why(), here(image, scope)), slot.identity(decided), hands -> new RedeployRun(decided, script).apply(back, hands));
    }

    private static boolean here(Image image, Scope scope) {
        return image.store().equals(scope.host().name());
    }

    /**
     * Which release is redeployed when the new one does not become ready, where the former is overwritten; none: there is nothing to go back
     * to, or it is not wanted.
     */
    private static Optional<ImageName> back(Redeploy redeploy, SeenSlot seen, Scope scope) throws Refusal {
        if (redeploy.onFailure() != Redeploy.OnFailure.ROLLBACK || !seen.isThere()) {
            return Optional.empty();
        }
        Image image = scope.playbook().images().get(seen.on().image());
        if (seen.on().release().isEmpty() || image == null || !image.released()) {
            throw new Refusal("slot " + redeploy.slot().name() + " could not be rolled back: it has " + seen.on() + ", which "
                    + (seen.on().release().isEmpty() ? "is no release" : "this playbook has no releases of") + ", and " + Strategies.name(redeploy.by())
                    + " overwrites it", "redeploy by staged, which keeps the former system, or leave out onFailure");
        }
        return Optional.of(seen.on());
    }
}
