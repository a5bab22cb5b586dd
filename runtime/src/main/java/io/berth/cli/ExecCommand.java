package io.berth.cli;

import io.berth.event.Event;
import io.berth.exec.Terms;
import io.berth.journal.RunDirectory;
import io.berth.report.Console;
import io.berth.report.OutputView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", description = {"Runs a command on many hosts at once, and tells hosts together that answer the same.",
    "berth exec -i hosts.ini 'web*' -- uname -r"})
final class ExecCommand implements Action {

    @Parameters(index = "0", paramLabel = "PATTERN", description = "the hosts: names, globs, kvm[1-3], groups, !not, with commas between")
    String pattern;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "CMD", description = "program and arguments, behind --; no shell sees them. With --script the script's arguments")
    List<String> words = new ArrayList<>();

    @Mixin
    InventoryOptions inventory;

    @Mixin
    VaultOptions vault;

    private Main berth;

    @Option(names = "--script", paramLabel = "FILE", description = "runs this file of the controller on the hosts")
    Optional<Path> script = Optional.empty();

    @Option(names = "--live", description = "tells each line as it comes, behind its host")
    boolean live;

    @Mixin
    BecomeOptions becoming;

    @Option(names = {"-b", "--become"}, description = "as root, by sudo or what the inventory says")
    boolean become;

    @Option(names = "--become-user", paramLabel = "USER", description = "as this user")
    Optional<String> becomeUser = Optional.empty();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "sets an environment variable")
    Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--chdir", paramLabel = "DIR", description = "runs it in this directory")
    Optional<String> directory = Optional.empty();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "1800", description = "ends it after so long on a host (${DEFAULT-VALUE})")
    long timeout;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "64", description = "on so many hosts at once (${DEFAULT-VALUE})")
    int forks;

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", defaultValue = "human", description = "${COMPLETION-CANDIDATES}: json is a line a host (${DEFAULT-VALUE})")
    Form form;

    enum Form { human, json }

    @Override
    public void under(Main main) {
        berth = main;
    }

    @Override
    public Integer call() throws Exception {
        if (words.isEmpty() && script.isEmpty()) {
            throw new Usage("no command: berth exec PATTERN -- CMD…");
        }
        if (script.isPresent() && !Files.isReadable(script.get())) {
            throw new Usage("--script: '" + script.get() + "' is not there or cannot be read");
        }
        Optional<String> user = becomeUser.or(() -> become ? Optional.of("root") : Optional.empty());
        AdHoc adHoc = new AdHoc(script.map(file -> file.toAbsolutePath().normalize()), words,
                Duration.ofSeconds(timeout), user, environment, directory);
        Event.Request request = Event.Request.of(adHoc.playbook(Runs.state()).toString(), inventory.inventories(), inventory.variables(), Limit.fixed(pattern, Runs.store()), forks);
        return new RunJob(Runs.store(), Clock.systemUTC(), Secrecy.of(vault.keys(), berth.redaction()).with(becoming.password())).run(request, Earlier.NONE, new Told(), Terms.of(forks));
    }

    /** What the hosts say is the result; a report is made when 'berth report' asks for it. */
    private final class Told implements Shown {

        @Override
        public Views views(Clock clock) {
            if (form == Form.json) {
                return Views.ofHosts();
            }
            return Views.ofOutput(Console.ofStandardOutput(), Console.ofStandardError(), clock, live ? OutputView.Mode.LIVE : OutputView.Mode.FOLDED);
        }

        @Override
        public void ended(RunDirectory run, boolean told) {
            // Nothing more to tell.
        }
    }
}
