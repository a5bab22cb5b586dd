package io.berth.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;

/** A verb that acts on what hosts have: those of inventories will do, where there is no site. */
@Command
abstract class InventoryVerb extends VerbCommand {

    @Override
    final Optional<Path> siteFile() {
        return site.fileIfThere();
    }
}
