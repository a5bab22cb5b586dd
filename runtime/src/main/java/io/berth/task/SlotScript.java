package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What scripts that work on a slot have in common: the functions they are made of ({@code slot/*.sh}), and what becomes of it
 * when one fails.
 */
final class SlotScript {

    /** Where berth keeps on a host what a reboot forgets: locks, mount points. */
    static final String RUN_DIR = "/run/berth";
    /** Where it keeps on a host what it must not forget: slot records, mapping records. */
    static final String STATE_DIR = "/var/lib/berth";
    /** Seconds a slot's lock is waited for: for the remains of a dead run to be cleaned up. */
    static final String LOCK_WAIT = "5";
    /** What a script has beyond the time that it waits for a guest. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private static final int NO_UNSHARE = 127;
    private static final Map<String, List<String>> NEEDED = Map.of(
            "slot/map.sh", List.of("slot/qcow2.sh", "slot/serve.sh", "slot/block.sh"),
            "redeploy/beside-reap.sh", List.of("slot/volume.sh"),
            "redeploy/copy-disk.sh", List.of("sha256.sh"),
            "guest/disk-make.sh", List.of("sha256.sh"),
            "migrate/guest.sh", List.of("guest/gate.sh"),
            "migrate/move.sh", List.of("sha256.sh"),
            "migrate/receive.sh", List.of("sha256.sh"),
            "slot/hold.sh", List.of("slot/lock.sh", "slot/block.sh", "slot/mounted.sh"));

    private SlotScript() {
    }

    /** Says what is wrong with a slot whose name is to become a file's. */
    static void checkName(Slot slot, SourceRange at, Diagnostics into) {
        if (slot.name().isBlank() || slot.name().startsWith(".") || slot.name().matches("(?s).*[/\\p{Cntrl}].*")) {
            into.error(at, "nothing can be done with slot '" + slot.name() + "': its name becomes a file name", "no slash, no line end, no dot in front");
        }
    }

    /** @param files below this package, functions first; those that all scripts use, and those that they need, go before them */
    static Script of(String... files) {
        return Script.of(SlotScript.class, Stream.concat(Stream.of("virsh.sh", "slot/say.sh"), Stream.of(files).flatMap(SlotScript::withNeeded))
                .distinct().toArray(String[]::new));
    }

    /** What a file calls, and itself. */
    private static Stream<String> withNeeded(String file) {
        return Stream.concat(NEEDED.getOrDefault(file, List.of()).stream(), Stream.of(file));
    }

    /**
     * Runs such a script to its end and tells what it says.
     *
     * @param what failed if it says nothing of a failure: {@code "slot w01 could not be redeployed"}
     * @param shown the command as errors show it
     */
    static void run(Hands hands, Slot slot, String what, Command command, Command shown) throws TaskFailure, IOException, InterruptedException {
        run(hands, "slot " + slot.name(), what, command, shown, facts(hands));
    }

    /**
     * The same for whatever it works on.
     *
     * @param on what that is: {@code "guest web1"}
     * @param fact gets key and value of each that the script tells
     */
    static void run(Hands hands, String on, String what, Command command, Command shown, Consumer<String> fact)
            throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        Answer answer = hands.stream(command, line -> said.tell(line, hands, fact));
        end(said, answer, on, what, command, shown);
    }

    /** The same with an input of any length. */
    static void feed(Hands hands, Slot slot, String what, Command command, Command shown, Feed input) throws TaskFailure, IOException, InterruptedException {
        feed(hands, slot, what, command, shown, input, facts(hands));
    }

    /** @param facts gets what the script says of facts: key and value */
    static void feed(Hands hands, Slot slot, String what, Command command, Command shown, Feed input, Consumer<String> facts)
            throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        Answer answer = hands.feed(command, input, line -> said.tell(line, hands, facts));
        end(said, answer, "slot " + slot.name(), what, command, shown);
    }

    /** Shows them to people. */
    static Consumer<String> facts(Hands hands) {
        return fact -> hands.say(fact.replaceFirst(" ", ": "));
    }

    /** Fails as {@link #run} does if a script that has only looked did. */
    static void looked(Slot slot, String what, Answer answer, Command command, Command shown) throws TaskFailure {
        ScriptLines said = new ScriptLines();
        answer.out().lines().forEach(said::isOfFailure);
        end(said, answer, "slot " + slot.name(), what, command, shown);
    }

    /** Fails if the script did. */
    private static void end(ScriptLines said, Answer answer, String on, String what, Command command, Command shown) throws TaskFailure {
        if (answer.ok()) {
            return;
        }
        if (said.refused(answer)) {
            throw new Refusal(on + ": refused by rule " + said.failure(), said.next());
        }
        Answer errors = ScriptLines.untold(answer);
        if (answer.status() == NO_UNSHARE && said.phase().isEmpty() && command.argv().get(0).equals("unshare")) {
            throw new CommandFailure("unshare is not installed on this host", shown, errors, "install it: package util-linux in Debian");
        }
        String cause = said.failure().isEmpty() ? what : said.failure();
        throw new CommandFailure(said.phase().isEmpty() ? cause : said.phase() + ": " + cause, shown, errors, said.next());
    }
}
