package io.berth.cli;

import io.berth.event.Event;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands have in common that take a playbook. */
abstract class PlaybookCommand implements Action {

    @Parameters(paramLabel = "PLAYBOOK", description = "a Groovy playbook")
    private String playbook;

    @Mixin
    CommonOptions common;

    Event.Request request() {
        return Event.Request.of(Path.of(playbook).toAbsolutePath().normalize().toString(),
                common.inventories.stream().map(Inventories::absolute).toList(), common.variables(), common.limit, common.forks);
    }
}
