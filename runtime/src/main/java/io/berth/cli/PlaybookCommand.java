package io.berth.cli;

import io.berth.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the commands have in common that take a playbook. */
abstract class PlaybookCommand implements Action {

    @Parameters(paramLabel = "PLAYBOOK", description = "a Groovy playbook")
    private String playbook;

    @Mixin
    CommonOptions common;

    @ParentCommand
    private Main berth;

    /** For one that is no command of the line, but is made from words that were kept. */
    void under(Main main) {
        berth = main;
    }

    /** For what acts. */
    Secrecy secrecy() {
        return Secrecy.of(common.vault.keys(), berth.redaction()).with(common.become.password());
    }

    /** For what only looks at the playbook. */
    Secrecy masked() {
        return Secrecy.masked(berth.redaction());
    }

    Event.Request request() throws IOException {
        return common.request(Path.of(playbook));
    }
}
