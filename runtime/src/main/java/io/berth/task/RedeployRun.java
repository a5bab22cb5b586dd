package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.ArchiveRefused;
import io.berth.model.Command;
import io.berth.model.Identity;
import io.berth.model.ImageName;
import io.berth.model.Nic;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A redeploy that is done: one script on the slot's host.
 *
 * @param script that of its strategy
 */
record RedeployRun(Redeploy redeploy, Script script) {

    /** Every mount of the script is in a namespace of its own, which dies with it. */
    static final List<String> OWN_MOUNTS = List.of("unshare", "--mount", "--propagation", "private", "--");

    /** The script's exit status when the system is on the slot, and has not become ready. */
    private static final int NOT_READY = 76;

    /** @param back the release that is put back where the new one does not become ready; none: the script sees to that, or it is not wanted */
    void apply(Optional<ImageName> back, Hands hands) throws TaskFailure, IOException, InterruptedException {
        try {
            run(hands);
        } catch (CommandFailure e) {
            if (e.answer().status() != NOT_READY || back.isEmpty()) {
                throw e;
            }
            hands.say("redeploying " + back.get() + ", which was there before");
            try {
                new RedeployRun(redeploy.of(back.get().toString()), script).run(hands);
            } catch (TaskFailure again) {
                throw new TaskFailure(e.getMessage() + "; and " + back.get() + ", which was there before, could not be put back: " + again.getMessage(), again.next());
            }
            throw new TaskFailure(e.getMessage() + "; rolled back: " + back.get() + ", which was there before, has been redeployed and runs",
                    "see why in the guest's log");
        }
    }

    private void run(Hands hands) throws TaskFailure, IOException, InterruptedException {
        Slot slot = redeploy.slot();
        String what = "slot " + slot.name() + " could not be redeployed";
        Command shown = shown(redeploy, hands.scope());
        String identity = new IdentityText(redeploy.identity()).sent(slot.name() + " " + hands.holder().run());
        LeftStores left = new LeftStores(hands, reader(hands.scope()));
        if (redeploy.inserts().isEmpty()) {
            SlotScript.run(hands, "slot " + slot.name(), what, command(hands).reading(identity), shown, left);
            left.tell();
            return;
        }
        try (Overlays.Packed packed = Overlays.of(redeploy.inserts()).packed()) {
            SlotScript.feed(hands, slot, what, command(hands), shown, out -> {
                out.write((packed.lines() + identity).getBytes(StandardCharsets.UTF_8));
                packed.to(out);
            }, left);
            left.tell();
        } catch (ArchiveRefused e) {
            throw new Refusal("slot " + slot.name() + ": refused by rule archive: " + e.getMessage(), "do not trust this archive");
        }
    }

    private Command command(Hands hands) throws TaskFailure, IOException, InterruptedException {
        Slot slot = redeploy.slot();
        List<String> arguments = new ArrayList<>(List.of(
                SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, hands.holder().run(),
                slot.name()));
        arguments.addAll(Storage.of(slot, hands.scope()).arguments());
        arguments.add(Strategies.name(redeploy.by()));
        arguments.addAll(ImageSource.of(redeploy.image(), hands).arguments(ImageName.of(redeploy.image()).release(), reader(hands.scope())));
        Redeploy.Checks checks = redeploy.checks();
        arguments.addAll(List.of(seconds(checks.agent()), Integer.toString(checks.port()), seconds(checks.portWithin()), checks.command(),
                seconds(checks.commandWithin()), redeploy.onFailure().name().toLowerCase(Locale.ROOT),
                redeploy.verify().name().toLowerCase(Locale.ROOT)));
        arguments.addAll(List.of(redeploy.hostname(), seconds(redeploy.shutdownWithin()),
                redeploy.onTimeout().name().toLowerCase(Locale.ROOT), redeploy.tried() ? "try" : redeploy.start() ? "yes" : "no", seconds(redeploy.sshWithin())));
        for (Nic nic : slot.nics()) {
            arguments.addAll(List.of(nic.network(), nic.mac(), address(nic)));
        }
        List<String> argv = new ArrayList<>(OWN_MOUNTS);
        argv.addAll(script.with(arguments).argv());
        return Command.of(argv).within(Command.NO_LIMIT);
    }

    /** Where the system answers: the address that its identity gives the card, else the card's own; empty: DHCP. */
    private String address(Nic nic) {
        return redeploy.identity().network().cards().stream().filter(card -> card.mac().equals(nic.mac())).map(Identity.Card::address).findFirst()
                .orElse(nic.address());
    }

    /** The command as errors show it: without the script's text. */
    static Command shown(Redeploy redeploy, Scope scope) {
        return Command.of("redeploy.sh", redeploy.slot().name(), DiskTask.path(redeploy.slot(), scope), Strategies.name(redeploy.by()), redeploy.image());
    }

    /** As whom a store knows the slot. */
    private String reader(Scope scope) {
        return scope.host().name() + "." + redeploy.slot().name();
    }

    /** Whole seconds, rounded up: a deadline is never shorter than declared. */
    private static String seconds(Duration duration) {
        return Long.toString(duration.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
