package io.berth.cli;

import io.berth.model.Host;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "console", description = {"Opens the serial console of a host in this terminal, through its management controller, as its variable ipmi says it.",
    "~. at the beginning of a line leaves it, ~? tells what else there is."})
final class HostConsoleCommand implements Action {

    @Parameters(paramLabel = "HOST", description = "the host's name")
    String name;

    @Option(names = "--force", description = "ends the session that another has on it")
    boolean force;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        List<Host> hosts = Limit.among(name, site.loadIfThere(site.secrecy()));
        if (hosts.size() != 1) {
            throw new Usage("a terminal shows one console, and '" + name + "' are " + hosts.size() + " hosts");
        }
        Bmc controller = Bmc.withConsole(hosts.get(0));
        if (!Terminal.isThere()) {
            throw new Usage("a console wants a terminal, and standard input is none");
        }
        if (force) {
            end(controller);
        }
        return controller.console();
    }

    /** A controller says no where there is no session to be ended; whatever else is wrong, the console tells. */
    private static void end(Bmc controller) throws InterruptedException {
        try {
            controller.tell("sol", "deactivate");
        } catch (IOException e) {
            System.err.println("berth: " + e.getMessage());
        }
    }
}
