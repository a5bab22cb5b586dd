package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "power", description = "Switches hosts on and off through their management controllers, as their variables ipmi say them.")
final class HostPowerCommand implements Action {

    /** What is told a management controller. */
    enum Verb { on, off, cycle, status, identify }

    @Parameters(index = "0", paramLabel = "VERB", description = "${COMPLETION-CANDIDATES}")
    Verb verb;

    @Parameters(index = "1", paramLabel = "PATTERN", description = "the hosts: names, groups, kvm[1-8], all:!kvm3")
    String pattern;

    @Mixin
    SiteOptions site;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever is asked")
    boolean yes;

    @Option(names = "--force", description = "off and cycle although guests run there, or nobody can tell")
    boolean force;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "15", description = "how long identify lights, at most 255 (${DEFAULT-VALUE})")
    int seconds;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        List<Host> hosts = Limit.among(pattern, site.loadIfThere(secrecy));
        List<Bmc> controllers = hosts.stream().map(Bmc::of).toList();
        if (seconds < 1 || seconds > 255) {
            throw new Usage("--seconds " + seconds + ": 1 to 255");
        }
        if (verb == Verb.off || verb == Verb.cycle) {
            List<String> inUse = force ? List.of() : inUse(ClusterSurvey.of(hosts, site.forks, secrecy).cluster());
            if (!inUse.isEmpty()) {
                inUse.forEach(line -> System.err.println("berth: refused: " + line));
                System.err.println("berth: move or shut down the guests first (berth host drain, berth host shutdown-guests), or say --force");
                return Exit.REFUSED;
            }
            if (!Confirmations.atTerminal(yes).agreed("Power " + verb + " " + String.join(", ", hosts.stream().map(Host::name).toList()) + "? What has not been written there is lost.")) {
                return Exit.REFUSED;
            }
        }
        return tell(controllers);
    }

    /** What forbids it, a line each. */
    private static List<String> inUse(Cluster cluster) {
        List<String> lines = new ArrayList<>();
        cluster.hosts().values().forEach(host -> {
            List<String> guests = host.guests().stream().filter(SeenGuest::active).map(SeenGuest::name).toList();
            if (!guests.isEmpty()) {
                lines.add("guests run on " + host.name() + ": " + String.join(", ", guests));
            }
        });
        cluster.lost().forEach((host, why) -> lines.add("nobody can tell what runs on " + host + ": " + why));
        return lines;
    }

    /** All at once; one that fails does not keep the others from it. */
    private int tell(List<Bmc> controllers) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(site.forks, controllers.size())));
        try {
            Map<String, Future<String>> told = new LinkedHashMap<>();
            controllers.forEach(bmc -> told.put(bmc.host(), pool.submit(() -> tell(bmc))));
            int exit = Exit.OK;
            for (Map.Entry<String, Future<String>> one : told.entrySet()) {
                try {
                    System.out.println(one.getKey() + ": " + one.getValue().get());
                } catch (ExecutionException e) {
                    System.err.println("berth: " + one.getKey() + ": " + e.getCause().getMessage());
                    exit = Exit.FAILED;
                }
            }
            return exit;
        } finally {
            pool.shutdownNow();
        }
    }

    private String tell(Bmc bmc) throws IOException, InterruptedException {
        return switch (verb) {
            case status -> bmc.tell("chassis", "power", "status").endsWith("is on") ? "on" : "off";
            case identify -> {
                bmc.tell("chassis", "identify", Integer.toString(seconds));
                yield "lights for " + seconds + " s";
            }
            default -> {
                bmc.tell("chassis", "power", verb.name());
                yield "power " + verb;
            }
        };
    }
}
