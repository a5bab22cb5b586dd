package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.script.NameChoice;
import io.berth.transport.Transport;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** One look at the hosts of an inventory, all at once, for a verb that does not need to be told which of them is meant. */
final class HostLook {

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "all", description = "only on these hosts: names, patterns, groups")
    String limit;

    private int exit = Exit.OK;

    /** Reads what a host has answered. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer) throws TaskFailure;
    }

    /** What hosts answered, by name. Those that did not are said on standard error. */
    <T> Map<String, T> ask(SiteOptions site, Secrecy secrecy, Command look, Reader<T> reader) throws InterruptedException {
        List<Host> hosts = Limit.among(limit, site.loadIfThere(secrecy));
        Map<String, T> answered = new LinkedHashMap<>();
        try (Transport transport = Connections.open(secrecy)) {
            for (Map.Entry<String, Survey.Seen> one : new Survey(transport, site.forks).ask(hosts, host -> look).entrySet()) {
                exit = Survey.read(one.getKey(), one.getValue(), answer -> answered.put(one.getKey(), reader.read(answer)), exit);
            }
        }
        return answered;
    }

    /** What a verb that only shows what was answered ends with. */
    int exit() {
        return exit;
    }

    /** @throws Usage if the pattern means none of them, unless it means all */
    static Set<String> choose(String kind, String pattern, Collection<String> names) {
        if (pattern.equals("all")) {
            return Set.copyOf(names);
        }
        try {
            return NameChoice.of(kind, pattern, names);
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }

    /** What was found, each on one host. @throws Usage if a name is on several */
    static <T> List<T> once(String kind, List<T> found, Function<T, String> name, Function<T, String> host) {
        found.stream().collect(Collectors.groupingBy(name)).forEach((same, all) -> {
            if (all.size() > 1) {
                throw new Usage(kind + " " + same + " is on " + all.stream().map(host).collect(Collectors.joining(", ")) + ": say which is meant with --limit HOST");
            }
        });
        return found;
    }
}
