package io.berth.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", description = "Has libvirt forget pools; asks first. Their volumes stay where they are.")
final class PoolDeleteCommand extends PoolVerb {

    @Option(names = "--files", description = "deletes their volumes, too: none that a domain has, and no ISO images")
    boolean files;

    @Override
    String word() {
        return "poolDelete";
    }

    @Override
    String options() {
        return ", files: " + files;
    }

    @Override
    String question() throws InterruptedException {
        String which = pools().stream().map(pool -> pool[1] + " of " + pool[0]).collect(Collectors.joining(", "));
        return files ? "delete pools with all volumes in them: " + which + "?" : "delete pools, whose volumes stay: " + which + "?";
    }
}
