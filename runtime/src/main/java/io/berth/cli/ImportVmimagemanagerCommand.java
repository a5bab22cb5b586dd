package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.foreign.VmImageManager;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "vmimagemanager", description = "Makes a site of vmimagemanager's configuration, of its versions before 0.3 or since: its slots, their bridges and their image.")
final class ImportVmimagemanagerCommand extends ImportSiteVerb {

    @Option(names = "--host", paramLabel = "NAME", description = "the host whose configuration it is; else this machine")
    Optional<String> host = Optional.empty();

    @Override
    String read(String file, String text, String template, Diagnostics diagnostics) {
        return VmImageManager.playbook(file, text, host.map(List::of).orElse(List.of()), orUsual(template, "worker"), diagnostics);
    }
}
