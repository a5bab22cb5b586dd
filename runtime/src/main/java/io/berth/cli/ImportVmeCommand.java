package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.foreign.VmeSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "vme", description = {"Makes a site of VME Tools' vme.cfg: its hosts, the pool of its store, its bridge.", "It is shell there: here its assignments are read, and nothing of it is run."})
final class ImportVmeCommand extends ImportSiteVerb {

    @Option(names = "--host", paramLabel = "NAME", description = "a host of the zone, as often as wanted; else its DEFAULT_SERVER")
    List<String> hosts = List.of();

    @Override
    String read(String file, String text, String template, Diagnostics diagnostics) {
        return VmeSettings.playbook(file, text, hosts, orUsual(template, "server"), diagnostics);
    }
}
