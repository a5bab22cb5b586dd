package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "vnc", description = {"Shows the screen of a guest, by VNC or SPICE: opens the viewer, or tells where the screen is until Ctrl-C.",
    "A screen that only its host gets to is reached through a tunnel."})
final class GuestVncCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "the guest's name")
    String name;

    @Option(names = "--viewer", paramLabel = "CMD", defaultValue = "${env:BERTH_VIEWER}",
            description = "program and arguments; {} stands for ADDRESS::PORT, {uri} for vnc://ADDRESS:PORT, else {} comes last (the environment's BERTH_VIEWER)")
    String viewer;

    @Option(names = "--tunnel", description = "through a tunnel in any case")
    boolean tunnelled;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        SeenGuest guest = which.running(name, site, site.secrecy());
        Display display = Display.of(guest.domain().orElseThrow().live())
                .orElseThrow(() -> new Usage("guest " + guest.name() + " has no screen that a port leads to; berth guest console " + guest.name() + " opens its console"));
        Host host = which.host(guest);
        if (host.connection() == Host.Connection.SSH && (tunnelled || display.loopback())) {
            try (Tunnel tunnel = new Tunnel(host, display.everywhere() ? "127.0.0.1" : display.address(), display.port())) {
                return show(display.kind(), "127.0.0.1", tunnel.port());
            }
        }
        String own = host.address().isEmpty() ? host.name() : host.address();
        return show(display.kind(), host.connection() == Host.Connection.LOCAL ? "127.0.0.1" : display.everywhere() ? own : display.address(), display.port());
    }

    private int show(String kind, String address, int port) throws IOException, InterruptedException {
        String at = address.contains(":") ? "[" + address + "]" : address;
        if (viewer == null || viewer.isBlank()) {
            System.out.println(kind + "://" + at + ":" + port);
            System.err.println("berth: Ctrl-C closes it");
            new CountDownLatch(1).await();
        }
        return Terminal.run(words(viewer, at + "::" + port, kind + "://" + at + ":" + port));
    }

    static List<String> words(String viewer, String place, String uri) {
        List<String> words = new ArrayList<>(List.of(viewer.strip().split("\\s+")));
        if (!viewer.contains("{}") && !viewer.contains("{uri}")) {
            words.add("{}");
        }
        return words.stream().map(word -> word.replace("{uri}", uri).replace("{}", place)).toList();
    }
}
