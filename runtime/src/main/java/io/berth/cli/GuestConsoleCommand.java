package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "console", description = "Opens the console of a guest in this terminal. Ctrl-] leaves it.")
final class GuestConsoleCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "the guest's name")
    String name;

    @Option(names = "--force", description = "ends the session that another has on it")
    boolean force;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        SeenGuest guest = which.running(name, site, site.secrecy());
        if (!Terminal.isThere()) {
            throw new Usage("a console wants a terminal, and standard input is none");
        }
        List<String> words = new ArrayList<>(List.of("console", "--domain", guest.domain().orElseThrow().uuid()));
        if (force) {
            words.add("--force");
        }
        return VirshCommand.pass(which.host(guest), words);
    }
}
