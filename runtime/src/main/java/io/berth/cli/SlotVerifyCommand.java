package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "verify", description = {"Compares what is on a slot with its release, in content and in all else, and fails if they differ.",
    "What a redeploy gives each system of its own is told apart."})
final class SlotVerifyCommand extends SlotTreeVerb {

    @Option(names = "--exclude", paramLabel = "PATH", description = "may differ, with all below it (repeatable)")
    List<String> exclude = List.of();

    @Override
    List<String> tasks(Slot slot) {
        return List.of("slotVerify " + of(slot) + ", exclude: " + GroovyText.list(exclude));
    }
}
