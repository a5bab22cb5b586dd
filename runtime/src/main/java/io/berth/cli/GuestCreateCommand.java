package io.berth.cli;

import io.berth.cluster.SeenHost;
import io.berth.script.GroovyText;
import io.berth.task.FreshMacs;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes a guest with new disks, to install from an ISO or with what an image has. It is not started.")
final class GuestCreateCommand extends GuestMakerVerb {

    @Parameters(index = "0", paramLabel = "NAME", description = "the guest's name, new on all hosts")
    String name;

    @Option(names = "--on", paramLabel = "HOST", defaultValue = "", description = "its host; else the one with the most free memory")
    String on;

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "1G", description = "its memory (${DEFAULT-VALUE})")
    String memory;

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "the most that it can be given while it runs; else its memory")
    String most;

    @Option(names = "--cpus", paramLabel = "N", defaultValue = "1", description = "how many processors (${DEFAULT-VALUE})")
    int cpus;

    @Option(names = "--disk", paramLabel = "POOL:SIZE[:FORMAT]", description = "a disk, vda first: primary:20G, fast:8G:raw; as often as wanted")
    List<String> disks = List.of();

    @Option(names = "--image", paramLabel = "WHAT", defaultValue = "", description = "what is copied into the first disk: a file of the host, POOL/VOLUME, or a URL with --checksum")
    String image;

    @Option(names = "--iso", paramLabel = "WHAT", defaultValue = "", description = "what is in its CD-ROM: a file of the host, or a URL with --checksum")
    String iso;

    @Option(names = "--checksum", paramLabel = "sha256:HEX", defaultValue = "", description = "of what is got from a URL")
    String checksum;

    @Option(names = "--network", paramLabel = "NETWORK", description = "a card on libvirt's network, or bridge=BRIDGE; as often as wanted")
    List<String> networks = List.of();

    @Option(names = "--boot", paramLabel = "DEVICE", split = ",", description = "hd, cdrom, network, in this order; and uefi. Else cdrom and hd, as far as they are there")
    List<String> boot = List.of();

    @Option(names = "--emulated", description = "its processor is emulated though the host lends its own")
    boolean emulated;

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> tasks() throws Exception {
        List<String> macs = FreshMacs.of(name, networks.size(), NewNames.macs(cluster()));
        return List.of("guestCreate " + GroovyText.quoted(name) + ", memory: " + Amount.quoted(memory) + (most == null ? "" : ", maxMemory: " + Amount.quoted(most)) + ", cpus: " + cpus
                + ", disks: " + GroovyText.list(disks) + ", image: " + GroovyText.quoted(image) + ", iso: " + GroovyText.quoted(iso) + ", checksum: " + GroovyText.quoted(checksum)
                + ", networks: " + GroovyText.list(networks) + ", macs: " + GroovyText.list(macs) + ", boot: " + GroovyText.list(boot) + ", emulated: " + emulated + ", on: " + GroovyText.quoted(host()));
    }

    private String host() throws InterruptedException {
        Map<String, SeenHost> hosts = cluster().hosts();
        if (!on.isEmpty()) {
            if (!hosts.containsKey(on)) {
                throw new Usage("host '" + on + "' is not among those that answer: " + String.join(", ", hosts.keySet()));
            }
            return on;
        }
        return hosts.values().stream().filter(SeenHost::answers).max(Comparator.comparing(SeenHost::available)).map(SeenHost::name)
                .orElseThrow(() -> new Usage("no host answers"));
    }
}
