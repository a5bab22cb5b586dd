package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "check", description = "Loads and compiles a playbook, and says all that is wrong with it. Asks no host.")
final class CheckCommand extends PlaybookCommand {

    @Override
    public Integer call() throws Exception {
        Site site = Site.load(request(), masked());
        // what guests stand on that are not placed is no host: "one of kvm1, kvm2"
        long hosts = site.playbook().hosts().keySet().stream().filter(name -> !name.contains(" ")).count();
        System.err.println(site.playbook().file() + " is well: " + site.graph().ids().size() + " tasks on "
                + hosts + " hosts");
        return Exit.OK;
    }
}
