package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.cluster.VirshCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dumpxml", description = {"Prints what libvirt has stored of guests, as guest define takes it, or writes a file each.",
    "berth guest dumpxml 'web*' --to kept"})
final class GuestDumpxmlCommand implements Action {

    @Parameters(paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas; several want --to")
    String pattern;

    @Option(names = "--to", paramLabel = "DIR", description = "writes GUEST.xml there, in the place of one that is there")
    Optional<Path> to = Optional.empty();

    @Option(names = "--live", description = "as they run, rather than as they would be started")
    boolean live;

    @Option(names = "--secrets", description = "with the passwords of screens")
    boolean secrets;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        List<SeenGuest> guests = which.meant(pattern, site, secrecy);
        if (guests.size() > 1 && to.isEmpty()) {
            throw new Usage("'" + pattern + "' means " + guests.size() + " guests: say with --to DIR where their files go");
        }
        int exit = which.survey(site, secrecy).exit();
        for (SeenGuest guest : guests) {
            String uuid = GuestOptions.libvirts(guest).domain().orElseThrow().uuid();
            List<String> words = new ArrayList<>(List.of("dumpxml", "--domain", uuid));
            if (!live) {
                words.add("--inactive");
            }
            if (secrets) {
                words.add("--security-info");
            }
            int asked = Survey.one(which.host(guest), VirshCall.of(words.toArray(String[]::new)), secrecy, answer -> told(guest, answer.text() + "\n"));
            exit = asked == Exit.OK ? exit : asked;
        }
        return exit;
    }

    private void told(SeenGuest guest, String xml) {
        try {
            if (to.isEmpty()) {
                System.out.write(xml.getBytes(StandardCharsets.UTF_8));
                System.out.flush();
            } else {
                Files.writeString(Files.createDirectories(to.get()).resolve(guest.name() + ".xml"), xml);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
