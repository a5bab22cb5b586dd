package io.berth.cli;

import io.berth.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that reads a playbook takes. */
final class CommonOptions {

    @Mixin
    InventoryOptions inventory;

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "",
            description = "only these hosts: names, globs, kvm[1-3], ~regex, groups, !not, &also, with commas or colons between; "
                    + "@FILE: patterns in a file; @failed, @unreachable, @failed:RUN: hosts of the last run, or another")
    String limit = "";

    @Option(names = {"-t", "--tags"}, paramLabel = "TAGS", split = ",", description = "only tasks that have one of these tags, and what they need of what is declared")
    List<String> tags = new ArrayList<>();

    @Option(names = "--skip-tags", paramLabel = "TAGS", split = ",", description = "no tasks that have one of these tags")
    List<String> skipTags = new ArrayList<>();

    @Option(names = "--start-at", paramLabel = "TASK", defaultValue = "", description = "begins with the first task of this title, or word and name")
    String startAt = "";

    @Option(names = "--tasks", paramLabel = "JAR", description = "a jar with task types of your own; may be given several times")
    List<Path> tasks = new ArrayList<>();

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "how much runs at once over all hosts (${DEFAULT-VALUE})")
    int forks;

    @Mixin
    VaultOptions vault;

    @Mixin
    BecomeOptions become;

    @Mixin
    OutputOptions output;

    /** What is asked for of this playbook. */
    Event.Request request(Path playbook) throws IOException {
        return new Event.Request(playbook.toAbsolutePath().normalize().toString(), inventory.inventories(), inventory.variables(),
                Limit.fixed(limit, Runs.store()), tags, skipTags, startAt, forks, tasks.stream().map(jar -> jar.toAbsolutePath().normalize().toString()).toList());
    }

    ViewOptions view() {
        return output.view();
    }
}
