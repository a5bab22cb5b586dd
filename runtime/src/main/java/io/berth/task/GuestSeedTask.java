package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Guest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What cloud-init gets at a guest's first boot, on a volume of its own. The host keeps a digest of what was written: what the playbook says anew
 * is written anew.
 */
final class GuestSeedTask implements TaskType<Guest> {

    static final Script LOOK = Script.of(GuestSeedTask.class, "guest/seed-look.sh").forEach(3);
    static final Script WRITE = SlotScript.of("guest/seed-write.sh");

    @Override
    public String word() {
        return "guestSeed";
    }

    @Override
    public Class<Guest> parameters() {
        return Guest.class;
    }

    @Override
    public String name(Guest guest) {
        return guest.name();
    }

    static Key key(Guest guest, String host) {
        return new Key("guestSeed", guest.name(), host);
    }

    @Override
    public Footprint footprint(Guest guest, Scope scope) {
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        GuestStorage.pool(guest).ifPresent(pool -> reads.add(new Key("pool", pool, scope.host().name())));
        return new Footprint(reads, Set.of(key(guest, scope.host().name())));
    }

    @Override
    public List<Command> observe(Guest guest, Scope scope) {
        return List.of(LOOK.with(SlotScript.STATE_DIR, guest.name(), GuestStorage.seed(guest, scope)));
    }

    @Override
    public Change change(Guest guest, Scope scope, List<Answer> seen) throws TaskFailure {
        String path = GuestStorage.seed(guest, scope);
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the seed of guest " + guest.name() + " cannot be looked at", Command.of("seed-look.sh", path), seen.get(0), "");
        }
        Map<String, String> files = GuestSeedText.of(guest);
        String digest = digest(files, guest);
        String found = seen.get(0).text();
        if (found.equals(digest)) {
            return Change.none("as the playbook says");
        }
        if (found.equals("other")) {
            throw new Refusal(path + " is there, and is nothing that cloud-init would read: berth has not made it", "move it away");
        }
        boolean there = !found.equals("absent");
        StringBuilder input = new StringBuilder();
        files.forEach((name, text) -> input.append(name).append(' ').append(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))).append('\n'));
        Command command = WRITE.with(SlotScript.STATE_DIR, guest.name(), guest.seed().medium().name().toLowerCase(Locale.ROOT), path, digest)
                .reading(input.toString());
        String summary = there ? "write " + path + " anew: it counts on a disk that is new to the guest" : "write " + path;
        return Change.of(there ? Change.Kind.UPDATE : Change.Kind.CREATE, summary, hands -> {
            ScriptLines said = new ScriptLines();
            Answer answer = hands.attempt(command);
            answer.out().lines().forEach(line -> said.tell(line, hands, hands::say));
            if (!answer.ok()) {
                String cause = said.failure().isEmpty() ? "the seed of guest " + guest.name() + " cannot be written" : said.failure();
                throw new CommandFailure(cause, Command.of("seed-write.sh", path), ScriptLines.untold(answer), said.next());
            }
        });
    }

    private static String digest(Map<String, String> files, Guest guest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((guest.seed().medium() + "\n" + files).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
