package io.berth.cli;

import io.berth.model.Host;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A verb that does the same with each of some hosts, all at once. One that cannot be reached keeps no other from it. */
@Command
abstract class HostVerb extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "PATTERN", description = "hosts: names, kvm*, kvm[1-3], groups, !not, with commas; all: all of them")
    String pattern;

    private List<String> hosts;

    /** A task's word and its arguments, of a host of this name. */
    abstract String task(String on);

    /** Their names. */
    final List<String> hosts() throws InterruptedException {
        if (hosts == null) {
            hosts = Limit.among(pattern, site.loadIfThere(secrecy())).stream().map(Host::name).toList();
        }
        return hosts;
    }

    @Override
    final List<String> tasks() throws Exception {
        return hosts().stream().map(host -> task(GroovyText.quoted(host))).toList();
    }
}
