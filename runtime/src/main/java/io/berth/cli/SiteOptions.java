package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.inventory.Decryption;
import io.berth.model.InventorySource;
import io.berth.model.Playbook;
import io.berth.script.Given;
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

    private static final Path USUAL = Path.of("site.groovy");

    @Option(names = {"-s", "--site"}, paramLabel = "FILE", defaultValue = "${env:BERTH_SITE:-site.groovy}",
            description = "the playbook that declares images, slots and guests; its plays are not run (${DEFAULT-VALUE}; the environment's BERTH_SITE)")
    Path file;

    @Mixin
    InventoryOptions inventory;

    @Mixin
    VaultOptions vault;

    @Mixin
    BecomeOptions become;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "how much runs at once over all hosts (${DEFAULT-VALUE})")
    int forks;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

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

    /** The same where it may be missing, unless it was asked for. */
    Optional<Path> fileIfThere() {
        return file.equals(USUAL) && !Files.exists(file) ? Optional.empty() : Optional.of(file());
    }

    /** What it declares, for a verb that only looks. */
    Playbook load(Secrecy secrecy) throws InterruptedException {
        return load(Optional.of(file()), secrecy);
    }

    /** The same of the hosts alone that inventories have, where there is no site. */
    Playbook loadIfThere(Secrecy secrecy) throws InterruptedException {
        Playbook site = load(fileIfThere(), secrecy);
        if (site.hosts().isEmpty()) {
            throw new Usage("no host is known: give an inventory with -i");
        }
        return site;
    }

    private Playbook load(Optional<Path> file, Secrecy secrecy) throws InterruptedException {
        Decryption decryption = secrecy.decryption();
        Diagnostics diagnostics = new Diagnostics();
        List<InventorySource> sources = Inventories.read(inventory.inventories(), file.map(Path::getParent), decryption, diagnostics);
        PlaybookLoader loader = new PlaybookLoader(BuiltinTasks.all(), secrecy.secrets(), Cache.PARSER);
        Given given = GivenVariables.read(inventory.variables(), decryption, diagnostics);
        Playbook site = file.isPresent() ? loader.load(sources, file.get(), given, diagnostics) : loader.load(sources, given, diagnostics);
        Site.warn(diagnostics);
        return site;
    }
}
