package io.berth.cli;

import io.berth.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands have in common that take a playbook. */
abstract class PlaybookCommand implements Action {

    @Parameters(paramLabel = "PLAYBOOK", description = "a Groovy playbook")
    private String playbook;

    @Mixin
    CommonOptions common;

    Event.Request request() throws IOException {
        return Event.Request.of(Path.of(playbook).toAbsolutePath().normalize().toString(),
                common.inventory.inventories(), common.inventory.variables(), Limit.fixed(common.limit, Runs.store()), common.forks);
    }
}
