package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that does the same with each of some networks, on all hosts that have them. */
@Command
abstract class NetworkVerb extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "NETWORK", description = "networks: names, lan*, with commas")
    String pattern;

    @Mixin
    NetworkLook look;

    /** The task's word. */
    abstract String word();

    /** What follows the name. */
    String options() {
        return "";
    }

    final List<NetworkLook.Found> networks() throws InterruptedException {
        return look.matching(pattern, site, secrecy());
    }

    @Override
    final List<String> tasks() throws InterruptedException {
        return networks().stream().map(found -> word() + " " + GroovyText.quoted(found.network().name()) + options() + ", on: " + GroovyText.quoted(found.host())).toList();
    }
}
