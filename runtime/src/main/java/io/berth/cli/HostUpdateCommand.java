package io.berth.cli;

import io.berth.cluster.Spread;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "update", description = "Empties a host of guests that run, does something there, reboots it, waits until it is whole again, and brings them back.")
final class HostUpdateCommand extends HostDrainVerb {

    @Option(names = "--to", paramLabel = "PATTERN", defaultValue = "all", description = "hosts that its guests may go to (${DEFAULT-VALUE})")
    String to;

    @Option(names = "--run", paramLabel = "COMMAND", description = "what is done there, as its shell takes it; may be said again")
    List<String> commands = List.of();

    @Option(names = "--script", paramLabel = "FILE", description = "a program of this machine that is run there, after those")
    String script = "";

    @Option(names = "--no-reboot", description = "it is not rebooted")
    boolean noReboot;

    @Override
    String question() throws Exception {
        return (noReboot ? "Empty and update " : "Empty, update and reboot ") + host + "?";
    }

    @Override
    List<String> tasks() throws Exception {
        List<Spread.Move> moves = away(to, true);
        String on = ", on: " + GroovyText.quoted(host);
        List<String> all = new ArrayList<>();
        for (Spread.Move move : moves) {
            all.add(task(move.guest().name(), host, move.to(), true));
        }
        commands.forEach(command -> all.add("shell " + GroovyText.quoted(command) + on));
        if (!script.isEmpty()) {
            all.add("script " + GroovyText.quoted(java.nio.file.Path.of(script).toAbsolutePath().toString()) + on);
        }
        if (!noReboot) {
            all.add("reboot on: " + GroovyText.quoted(host));
        }
        all.add("hostReady on: " + GroovyText.quoted(host));
        for (Spread.Move move : moves) {
            all.add(task(move.guest().name(), move.to(), host, false));
        }
        return all;
    }
}
