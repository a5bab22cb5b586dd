package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.foreign.TinyCloud;
import picocli.CommandLine.Command;

@Command(name = "tinycloud", description = {"Makes a site of tiny_cloud's cloud.yaml: its hosts, networks and machines as declared guests.", "A group of machines is what their names begin with: 'net.*'."})
final class ImportTinycloudCommand extends ImportSiteVerb {

    @Override
    String read(String file, String text, String template, Diagnostics diagnostics) {
        return TinyCloud.playbook(file, text, orUsual(template, "server"), diagnostics);
    }
}
