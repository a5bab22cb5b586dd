package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.inventory.Decryption;
import io.berth.model.InventorySource;
import io.berth.model.Playbook;
import io.berth.script.PlaybookLoader;
import io.berth.task.BuiltinTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which site a verb is about: what it has is declared in a playbook, on the hosts of inventories. */
final class SiteOptions {

    @Option(names = {"-s", "--site"}, paramLabel = "FILE", defaultValue = "${env:BERTH_SITE:-site.groovy}",
            description = "the playbook that declares images and slots; its plays are not run (${DEFAULT-VALUE}; the environment's BERTH_SITE)")
    private Path file;

    @Mixin
    InventoryOptions inventory;

    @Mixin
    VaultOptions vault;

    @Mixin
    BecomeOptions become;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "how much runs at once over all hosts (${DEFAULT-VALUE})")
    int forks;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Secrecy secrecy;

    /** For what asks the site's hosts, or acts on them. Passwords are asked for once. */
    Secrecy secrecy() {
        if (secrecy == null) {
            Main berth = (Main) command.root().userObject();
            secrecy = Secrecy.of(vault.keys(), berth.redaction()).with(become.password());
        }
        return secrecy;
    }

    Path file() {
        if (!Files.isReadable(file)) {
            throw new Usage("no site: '" + file + "' is not there or cannot be read; --site FILE says where images and slots are declared");
        }
        return file.toAbsolutePath().normalize();
    }

    /** What it declares, for a verb that only looks. */
    Playbook load(Secrecy secrecy) throws InterruptedException {
        Decryption decryption = secrecy.decryption();
        Diagnostics diagnostics = new Diagnostics();
        List<InventorySource> sources = Inventories.read(inventory.inventories(), Optional.of(file().getParent()), decryption, diagnostics);
        Playbook site = new PlaybookLoader(BuiltinTasks.all(), secrecy.secrets(), Cache.PARSER)
                .load(sources, file(), GivenVariables.read(inventory.variables(), decryption, diagnostics), diagnostics);
        Site.warn(diagnostics);
        return site;
    }
}
