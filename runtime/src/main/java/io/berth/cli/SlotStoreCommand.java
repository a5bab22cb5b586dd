package io.berth.cli;

import io.berth.model.Slot;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "store", description = {"Makes a release of what is on a slot, without what only that one system has:",
    "machine-id, ssh host keys, random seed, state of cloud-init."})
final class SlotStoreCommand extends SlotTreeVerb {

    @Option(names = "--as", paramLabel = "IMAGE", defaultValue = "", description = "the image that gets it; else the slot's own")
    String image;

    @Option(names = "--alias", paramLabel = "NAME", defaultValue = "", description = "the alias that means it from then on; else none")
    String alias;

    @Option(names = "--form", paramLabel = "FORM", defaultValue = "tree", description = "how it is kept: tree, archive (${DEFAULT-VALUE})")
    String form;

    @Option(names = "--identity", description = "keeps what only that one system has")
    boolean identity;

    @Override
    List<String> tasks(Slot slot) {
        return List.of("slotStore " + of(slot) + ", image: " + GroovyText.quoted(image) + ", alias: " + GroovyText.quoted(alias) + ", form: " + GroovyText.quoted(form) + ", identity: " + identity);
    }
}
