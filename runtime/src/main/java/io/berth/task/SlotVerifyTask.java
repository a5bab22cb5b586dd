package io.berth.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is on a slot is compared with the release that it has, in content and in all else; it fails if they differ. */
final class SlotVerifyTask extends SlotTask<SlotVerifyTask.Verify> {

    /** Of a slot's own tree, and of one that is kept by hand. */
    static final Script LIST = SlotScript.of("/io/berth/image/listed.sh", "slot/listing.sh");
    /** Of a release. */
    static final Script LISTING = ImageScript.of("build.sh", "listed.sh", "listing.sh");
    /** So many differences are shown. */
    private static final int SHOWN = 100;

    public record Verify(
            @Param(doc = "the slot; its guest is off", required = true, positional = true) Slot slot,
            @Param(doc = "paths, from the root on, that may differ with all below them: '/var/log'") List<String> exclude) {
        public Verify {
            exclude = List.copyOf(exclude);
        }
    }

    SlotVerifyTask() {
        super("slotVerify", Verify.class, "Compares what is on a slot with its release, in content and in all else, and fails if they differ.");
    }

    @Override
    Slot slot(Verify said) {
        return said.slot();
    }

    @Override
    public Footprint footprint(Verify said, Scope scope) {
        Image image = scope.playbook().images().get(ImageName.of(said.slot().image()).image());
        return image == null ? changed(said, scope) : changed(said, scope, new Key("image", image.name(), image.store()));
    }

    @Override
    Wrong wrong(Verify said) {
        Wrong wrong = new Wrong();
        said.exclude().forEach(path -> wrong.unlessAbsolute("exclude", path));
        return wrong;
    }

    @Override
    public List<Command> observe(Verify said, Scope scope) {
        return List.of(Command.of("cat", "--", SlotScript.STATE_DIR + "/slots/" + said.slot().name() + ".json"));
    }

    @Override
    public Change change(Verify said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        if (!seen.get(0).ok()) {
            return Change.of(Change.Kind.MAYBE, "nothing is deployed on it yet", hands -> {
                throw new TaskFailure("nothing has been deployed on slot " + said.slot().name(), "redeploy it");
            });
        }
        JsonNode record = SeenSlot.read(seen.get(0).out());
        return Change.of(Change.Kind.LOOK, "compare it with " + SlotState.imageOf(record), hands -> verify(said, record, hands));
    }

    private static void verify(Verify said, JsonNode record, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String slot = said.slot().name();
        ListedTree wanted = wanted(record, hands);
        ListedTree found = listed(new ImageScript(hands, "the tree of slot " + slot + " cannot be read"),
                SlotTree.reading(said.slot(), hands, true).command(LIST, List.of("."), true));
        TreeDifferences differences = TreeDifferences.of(wanted, found, written(record), Overlays.of(said.slot().inserts()).contents(),
                said.exclude().stream().map(path -> bytes(HostPath.plain(path).substring(1))).toList());
        hands.tell("identity", differences.identity());
        hands.tell("differences", differences.drift());
        differences.identity().forEach(line -> hands.show("identity: " + line));
        differences.drift().stream().limit(SHOWN).forEach(hands::show);
        int more = differences.drift().size() - SHOWN;
        if (more > 0) {
            hands.show("and " + more + " more");
        }
        if (!differences.drift().isEmpty()) {
            throw new TaskFailure("slot " + slot + " differs from " + SlotState.imageOf(record) + " in " + differences.drift().size()
                    + (differences.drift().size() == 1 ? " place: " : " places, first: ") + differences.drift().get(0), "redeploy it, or store it as a release of its own");
        }
    }

    private static ListedTree wanted(JsonNode record, Hands hands) throws TaskFailure, IOException, InterruptedException {
        ImageName name = ImageName.of(SlotState.imageOf(record));
        Image image = hands.scope().playbook().images().get(name.image());
        if (image == null) {
            throw new TaskFailure("the slot has " + name + ", and this playbook has no such image", "declare it: image('" + name.image() + "') { … }");
        }
        Hands store = image.store().equals(hands.scope().host().name()) ? hands : hands.on(hands.scope().playbook().host(image.store()));
        ImageScript script = new ImageScript(store, name + " cannot be read");
        return listed(script, image.released() ? ImageScript.command(LISTING, new StoredImage(name, image).arguments(name.release()))
                : ImageScript.command(LIST, List.of(image.tree())));
    }

    private static ListedTree listed(ImageScript script, Command command) throws TaskFailure, IOException, InterruptedException {
        ByteArrayOutputStream listing = new ByteArrayOutputStream();
        script.pour(command, listing);
        try {
            return ListedTree.parse(listing.toByteArray());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), "try again");
        }
    }

    /** What the redeploy wrote, as the record keeps it; ssh host keys in any case. */
    private static Predicate<String> written(JsonNode record) {
        Set<String> paths = new HashSet<>();
        record.path("written").asText().lines().map(SlotVerifyTask::bytes).forEach(paths::add);
        return path -> paths.contains(path) || path.startsWith("etc/ssh/ssh_host_");
    }

    /** A path as a listing has it. */
    private static String bytes(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
