package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import io.berth.task.MoveRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "migrate", description = "Moves guests to another host: live where that goes, else shut down, with their disks where the host has not got them.")
final class GuestMigrateCommand extends InventoryVerb {

    /** What is insisted on. */
    static final class How {
        @Option(names = "--live", description = "they must not be shut down for it")
        boolean live;

        @Option(names = "--copy-storage", description = "they must not be shut down for it, and their disks must be copied")
        boolean copyStorage;

        @Option(names = "--offline", description = "they are shut down for it, if they run")
        boolean offline;

        String word() {
            return live ? "live" : copyStorage ? "copy-storage" : offline ? "offline" : "";
        }
    }

    @Parameters(index = "0", paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas")
    String pattern;

    @Parameters(index = "1", paramLabel = "HOST", description = "the host that they get to")
    String to;

    @ArgGroup
    How how = new How();

    @Option(names = "--ports", paramLabel = "LOW-HIGH", defaultValue = "",
            description = "TCP ports of that host that their data may come to; else its variable migration_ports, else libvirt's own")
    String ports;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long one may take to shut down, where it must (${DEFAULT-VALUE})")
    int within;

    @Option(names = "--limit-rate", paramLabel = "MIB", defaultValue = "0", description = "at most so many MiB a second of each that runs; else all that goes")
    int rate;

    @Mixin
    GuestOptions which;

    @Override
    List<String> tasks() throws Exception {
        if (!site.loadIfThere(secrecy()).hosts().containsKey(to)) {
            throw new Usage("there is no host '" + to + "'");
        }
        // while a move is cut off, a guest is on both
        Map<String, SeenGuest> byName = new LinkedHashMap<>();
        for (SeenGuest guest : which.matching(pattern, site, secrecy())) {
            SeenGuest known = byName.putIfAbsent(guest.name(), guest);
            if (known == null || guest.host().equals(to)) {
                continue;
            }
            if (!known.host().equals(to)) {
                throw new Usage("guest " + guest.name() + " is on " + known.host() + " and on " + guest.host() + ": say which is meant with --limit HOST," + to);
            }
            byName.put(guest.name(), guest);
        }
        List<String> all = new ArrayList<>();
        for (SeenGuest guest : byName.values()) {
            if (guest.raw()) {
                all.add(raw(guest));
                continue;
            }
            all.add(task(guest.name(), guest.host().equals(to) ? cutOff(guest.name()) : guest.host(), to) + options());
        }
        return all;
    }

    /** One without libvirt: its disks stay where both hosts have them. */
    private String raw(SeenGuest guest) {
        if (how.copyStorage || how.offline) {
            throw new Usage("guest " + guest.name() + " of " + guest.host() + " was started without libvirt: it is moved live, on disks that both hosts have, or not at all");
        }
        return "rawMigrate " + GroovyText.quoted(guest.name()) + ", on: " + GroovyText.quoted(guest.host()) + ", to: " + GroovyText.quoted(to) + told();
    }

    /** Where a guest came from whose move was cut off when it was here already; else where it is. */
    private String cutOff(String guest) throws InterruptedException {
        return CutOffMoves.of(site, secrecy()).stream().filter(left -> left.guest().equals(guest) && left.to().equals(to)).map(MoveRecords::from).findFirst().orElse(to);
    }

    private String options() {
        return (how.word().isEmpty() ? "" : ", how: " + GroovyText.quoted(how.word())) + told() + ", within: " + within + ".seconds";
    }

    private String told() {
        return (ports.isEmpty() ? "" : ", ports: " + GroovyText.quoted(ports)) + (rate > 0 ? ", rate: " + rate + ".MiB" : "");
    }

    static String task(String guest, String from, String to) {
        return "guestMigrate " + GroovyText.quoted(guest) + ", on: " + GroovyText.quoted(from) + ", to: " + GroovyText.quoted(to);
    }
}
