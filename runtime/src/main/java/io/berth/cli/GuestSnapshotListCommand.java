package io.berth.cli;

import io.berth.report.Table;
import io.berth.task.AroundGuest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists the snapshots of guests, parents before their children; * is where the guest is.")
final class GuestSnapshotListCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        GuestSnapshots found = GuestSnapshots.of(which.matching(pattern, site, secrecy), which, site, secrecy);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GUEST", "SNAPSHOT", "", "TAKEN", "STATE", "KEPT", "PARENT"));
        found.guests().forEach((guest, around) -> around.snapshots().forEach((name, snapshot) -> rows.add(List.of(guest.name(), name, name.equals(around.current()) ? "*" : "",
                taken(snapshot.textAt("creationTime")), snapshot.textAt("state"), AroundGuest.kept(snapshot), snapshot.textAt("parent", "name")))));
        Table.lines(rows).forEach(System.out::println);
        return found.exit();
    }

    static String taken(String seconds) {
        return seconds.matches("[0-9]{1,12}") ? Instant.ofEpochSecond(Long.parseLong(seconds)).toString() : seconds;
    }
}
