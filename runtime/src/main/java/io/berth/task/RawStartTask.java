package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.QemuLine;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.model.Command;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guest runs without libvirt, by options of QEMU, and is kept from others as those of libvirt are. */
final class RawStartTask extends RawTask<RawStartTask.Start> {

    static final Script START = Script.of(RawStartTask.class, "raw/start.sh");

    public record Start(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "options of QEMU, a word each: without a name, and without -daemonize, both of which it gets") List<String> options,
            @Param(doc = "QEMU's program; not said: that for the host's own processors") String program,
            @Param(doc = "memory of the host that must be left beside the guest's", fallback = StartCheck.Room.RESERVE) Size reserve,
            @Param(doc = "whether memory that guests of the host were promised and have not touched yet counts as available") boolean overcommit) {
        public Start {
            options = List.copyOf(options);
        }

        /** What it is started with. */
        QemuLine line() {
            List<String> words = new ArrayList<>(options);
            if (new QemuLine(options).name().isEmpty()) {
                words.addAll(0, List.of("-name", guest));
            }
            if (!options.contains("-daemonize") && !options.contains("--daemonize")) {
                words.add("-daemonize");
            }
            return new QemuLine(words);
        }
    }

    RawStartTask() {
        super("rawStart", Start.class, "Starts a guest without libvirt, by options of QEMU, under the same rules as guestStart.");
    }

    @Override
    String guest(Start said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Start said) {
        Wrong wrong = new Wrong().unlessProgram("program", said.program()).when(!said.line().name().equals(said.guest()),
                "'options' give the guest another name: '" + said.line().name() + "'");
        return wrong.when(said.options().stream().anyMatch(word -> word.indexOf('\0') >= 0), "'options' have a NUL among them");
    }

    @Override
    Change change(Start said, Optional<QemuProcess> program, Scope scope) {
        if (program.isPresent()) {
            return Change.none("runs");
        }
        List<String> words = new ArrayList<>(List.of(said.program()));
        words.addAll(said.line().words());
        Command command = START.with(words);
        return Change.of(Change.Kind.CREATE, "start", hands -> {
            Starts.Wanted wanted = new Starts.Wanted(scope.host().name(), said.guest(), host -> GuestClaims.of(said.line()), "",
                    new StartCheck.Room(said.reserve(), said.overcommit()));
            if (!GuestStart.run(hands, wanted, command)) {
                hands.say("it runs by now");
            }
        });
    }
}
