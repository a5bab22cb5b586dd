package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.Made;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A new guest like another, with copies of its disks beside them. The source is off, and is not touched. */
final class GuestCloneTask extends GuestMakerTask<GuestCloneTask.Clone> {

    static final Script CLONE = Making.of("clone.sh");
    static final Pattern MAC = Pattern.compile("[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}");

    public record Clone(
            @Param(doc = "the guest that is copied; it is off", required = true, positional = true) String guest,
            @Param(doc = "the new guest's name", required = true, positional = true) String name,
            @Param(doc = "whether what a qcow2 disk lies over stays below its copy, which is then small; else the copy is whole by itself", fallback = "false") boolean linked,
            @Param(doc = "MACs of the new guest's cards, in the order of the source's; else such as are made from its name") List<String> macs) {

        public Clone {
            macs = List.copyOf(macs);
        }
    }

    GuestCloneTask() {
        super("guestClone", Clone.class, "Makes a guest like another, with copies of its disks.");
    }

    @Override
    String guest(Clone said) {
        return said.guest();
    }

    @Override
    String other(Clone said) {
        return said.name();
    }

    @Override
    public String name(Clone said) {
        return said.name();
    }

    @Override
    Wrong wrong(Clone said) {
        Wrong wrong = new Wrong().when(said.name().isEmpty(), "'name' wants the name of a guest");
        said.macs().forEach(mac -> wrong.unlessFits("macs", mac, MAC, "MACs such as 52:54:00:12:34:56"));
        return wrong;
    }

    @Override
    Change change(Clone said, Seen seen) throws TaskFailure {
        Optional<FoundDomain> there = seen.domains().named(said.name());
        if (there.isPresent()) {
            if (Made.in(there.get().stored()).how().equals("clone of " + said.guest())) {
                return Change.none("is a clone of " + said.guest());
            }
            throw new Refusal("there is a guest " + said.name() + " already, and it is no clone of " + said.guest(), "choose another name");
        }
        FoundDomain source = seen.guest(said.guest());
        mustBeOff(source, "its disks would be copied while it writes to them");
        int nics = (int) source.stored().at("devices", "interface").count();
        if (!said.macs().isEmpty() && said.macs().size() != nics) {
            throw new Refusal("guest " + source.name() + " has " + nics + " cards, and there are " + said.macs().size() + " MACs", "say one for each, or none");
        }
        ClonedGuest cloned = ClonedGuest.of(source, said.name(), said.macs().isEmpty() ? FreshMacs.of(said.name(), nics, seen.macs()) : said.macs(), said.linked());
        unclaimed(said.name(), cloned.definition(), seen);
        return Change.of(Change.Kind.CREATE, "clone " + source.name() + ": " + summary(cloned), hands -> clone(said, source, cloned, hands));
    }

    private static String summary(ClonedGuest cloned) {
        String disks = cloned.copies().isEmpty() ? "no disk of its own" : String.join(", ", cloned.copies().stream().map(ClonedGuest.Copy::to).toList());
        return disks + (cloned.nvram().isEmpty() ? "" : " and NVRAM");
    }

    private static void clone(Clone said, FoundDomain source, ClonedGuest cloned, Hands hands) throws TaskFailure, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(source.uuid(), source.name(), said.linked() ? "linked" : "whole", cloned.nvram(), cloned.newNvram()));
        cloned.copies().forEach(copy -> arguments.addAll(List.of(copy.format(), copy.from(), copy.to())));
        Command command = Making.command(hands, CLONE, said.name(), arguments).reading(cloned.text());
        Making.guest(hands, said.name(), "guest " + said.guest() + " could not be cloned", script -> script.run(command));
    }
}
