package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.foreign.ManifestPlaybook;
import io.berth.foreign.Manifests;
import io.berth.script.GroovyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "manifest", description = {"Makes a playbook of declared guests of kvm-mgr's manifests, all of them together.",
    "A comma that is missing is read as if it were there. A guest that two manifests say differently is refused."})
final class ImportManifestCommand extends ImportVerb {

    /** Where their card is. */
    static final class Card {
        @Option(names = "--network", paramLabel = "NAME", description = "the network of their card, where they get their addresses")
        String network = "";

        @Option(names = "--bridge", paramLabel = "NAME", description = "or a bridge of their hosts")
        String bridge = "";
    }

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "manifests; of a directory all that end in .json")
    List<Path> files = List.of();

    @Option(names = "--from", required = true, paramLabel = "WHAT",
            description = "what their first disk is a copy of: guest:centos7, image:debian12, or the name of a volume of the pool")
    String from;

    @Option(names = "--pool", paramLabel = "NAME", defaultValue = "primary", description = "the pool of their disks (${DEFAULT-VALUE})")
    String pool;

    @Option(names = "--template", paramLabel = "NAME", defaultValue = "server", description = "their libvirt template (${DEFAULT-VALUE})")
    String template;

    @Option(names = {"-s", "--site"}, paramLabel = "FILE", defaultValue = "site.groovy", description = "the playbook that declares hosts, pools, networks and templates, for the new one to include (${DEFAULT-VALUE})")
    String site;

    @ArgGroup(multiplicity = "1")
    Card card = new Card();

    @Override
    String read(Diagnostics diagnostics) throws IOException {
        Manifests manifests = new Manifests(diagnostics);
        for (Path file : all()) {
            manifests.read(file.toString(), text(file));
        }
        return new ManifestPlaybook(site, template, pool, card.network, card.bridge, source()).of(manifests.guests());
    }

    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path one : files) {
            if (!Files.isDirectory(one)) {
                all.add(one);
                continue;
            }
            try (Stream<Path> inside = Files.list(one)) {
                List<Path> found = inside.filter(file -> file.toString().endsWith(".json")).sorted().toList();
                if (found.isEmpty()) {
                    throw new Usage("no file of '" + one + "' ends in .json");
                }
                all.addAll(found);
            }
        }
        return all;
    }

    private String source() {
        String[] words = from.split(":", 2);
        boolean named = words.length == 2 && (words[0].equals("guest") || words[0].equals("image"));
        return named ? words[0] + "(" + GroovyText.quoted(words[1]) + ")" : GroovyText.quoted(from);
    }
}
