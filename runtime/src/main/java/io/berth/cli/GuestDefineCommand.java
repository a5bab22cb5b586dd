package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.libvirt.Element;
import io.berth.libvirt.WrittenXml;
import io.berth.libvirt.XmlError;
import io.berth.script.GroovyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "define", description = "Defines a guest as a file of XML says, on the host that has it, or on the one that is said.")
final class GuestDefineCommand extends InventoryVerb {

    @Parameters(paramLabel = "FILE", description = "libvirt's XML of the guest")
    Path file;

    @Option(names = "--on", paramLabel = "HOST", defaultValue = "", description = "the host; else the one that has a guest of this name, or the only one there is")
    String on;

    @Option(names = "--keep-uuid", description = "a guest that is there with another UUID than the file's keeps its own; else that is refused")
    boolean keepUuid;

    @Mixin
    GuestOptions which;

    @Override
    List<String> tasks() throws Exception {
        Element domain = read();
        Cluster cluster = which.survey(site, secrecy()).cluster();
        String name = domain.textAt("name");
        return List.of("guestDefine " + GroovyText.quoted(name) + ", file: " + GroovyText.quoted(file.toAbsolutePath().normalize().toString()) + ", keepUuid: " + keepUuid
                + ", on: " + GroovyText.quoted(host(name, domain.textAt("uuid").toLowerCase(Locale.ROOT), cluster)));
    }

    private Element read() throws IOException {
        if (!Files.isReadable(file)) {
            throw new Usage("'" + file + "' is not there or cannot be read");
        }
        try {
            Element domain = WrittenXml.read(Files.readAllBytes(file)).root();
            if (!domain.name().equals("domain") || domain.textAt("name").isEmpty()) {
                throw new Usage("'" + file + "' defines no guest: it is a <" + domain.name() + ">");
            }
            return domain;
        } catch (XmlError e) {
            throw new Usage("'" + file + "' is not XML: " + e.getMessage());
        }
    }

    /** Where it belongs. A name, and a UUID, mean one guest of all hosts. */
    private String host(String name, String uuid, Cluster cluster) {
        Set<String> there = Stream.concat(cluster.named(name).stream(), cluster.guests().stream().filter(guest -> has(guest, uuid)))
                .map(SeenGuest::host).collect(Collectors.toSet());
        if (!on.isEmpty() && !cluster.hosts().containsKey(on)) {
            throw new Usage("host '" + on + "' is not among those that answer");
        }
        if (there.size() > 1 || !on.isEmpty() && !there.isEmpty() && !there.contains(on)) {
            throw new Usage("guest " + name + ", or its UUID, is on " + String.join(", ", there.stream().sorted().toList()) + ": a name and a UUID mean one guest");
        }
        if (!there.isEmpty()) {
            return there.iterator().next();
        }
        if (on.isEmpty() && (cluster.hosts().size() != 1 || !cluster.lost().isEmpty())) {
            throw new Usage("no host that answers has guest " + name + ": say with --on HOST where it is to be defined");
        }
        return on.isEmpty() ? cluster.hosts().keySet().iterator().next() : on;
    }

    private static boolean has(SeenGuest guest, String uuid) {
        return !uuid.isEmpty() && guest.domain().filter(domain -> domain.uuid().equals(uuid)).isPresent();
    }
}
