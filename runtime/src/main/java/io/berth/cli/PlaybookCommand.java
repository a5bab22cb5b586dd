package io.berth.cli;

import io.berth.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands have in common that take a playbook. */
abstract class PlaybookCommand implements Action {

    @Parameters(paramLabel = "PLAYBOOK", description = "a Groovy playbook")
    String playbook;

    @Mixin
    CommonOptions common;

    private Main berth;

    @Override
    public void under(Main main) {
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
