package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import io.berth.task.FreshMacs;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add-nic", description = "Gives guests one more network card, at once if they run.")
final class GuestAddNicCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "NETWORK", description = "libvirt's network, or bridge=BRIDGE")
    String network;

    @Option(names = "--mac", paramLabel = "MAC", defaultValue = "", description = "its address; else one that no guest of the inventory has")
    String mac;

    @Option(names = "--model", paramLabel = "MODEL", defaultValue = "virtio", description = "what kind of card the guest sees (${DEFAULT-VALUE})")
    String model;

    @Override
    List<String> tasks(SeenGuest guest) throws Exception {
        String where = network.startsWith("bridge=") ? "bridge: " + GroovyText.quoted(network.substring(7)) : "network: " + GroovyText.quoted(network);
        String address = mac.isEmpty() ? FreshMacs.of(guest.name(), 1, NewNames.macs(cluster())).get(0) : mac;
        return List.of(task("guestAddNic", guest, where + ", mac: " + GroovyText.quoted(address) + ", model: " + GroovyText.quoted(model)));
    }
}
