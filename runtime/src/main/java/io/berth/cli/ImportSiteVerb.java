package io.berth.cli;

import io.berth.diag.Diagnostics;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that makes a site of one file of another system. */
@Command
abstract class ImportSiteVerb extends ImportVerb {

    @Parameters(paramLabel = "FILE", description = "its configuration")
    Path file;

    @Option(names = "--template", paramLabel = "FILE", description = "the libvirt template that the site names; else templates/server.xml.ftl, of slots worker.xml.ftl")
    String template = "";

    /** @param template the one that is said; empty: none is */
    abstract String read(String file, String text, String template, Diagnostics diagnostics);

    @Override
    String read(Diagnostics diagnostics) {
        return read(file.toString(), text(file), template, diagnostics);
    }

    static String orUsual(String template, String usual) {
        return template.isEmpty() ? "templates/" + usual + ".xml.ftl" : template;
    }
}
