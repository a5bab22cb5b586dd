package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "import", description = "Reads files of other systems, and says the same in berth's words. Nothing of them is run, and no host is asked.")
@Verbs.Are({
    ImportManifestCommand.class,
    ImportVmcliCommand.class})
final class ImportCommand extends Verbs { }
