package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "check", description = "Loads and compiles a playbook, and says all that is wrong with it. Asks no host.")
final class CheckCommand extends PlaybookCommand {

    @Override
    public Integer call() throws Exception {
        Site site = Site.load(request(), masked());
        System.err.println(site.playbook().file() + " is well: " + site.graph().ids().size() + " tasks on "
                + site.playbook().hosts().size() + " hosts");
        return Exit.OK;
    }
}
