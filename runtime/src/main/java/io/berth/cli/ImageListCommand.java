package io.berth.cli;

import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Tells the releases of the site's images, with their aliases and who uses them.")
final class ImageListCommand implements Action {

    @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "only these; else all of the site")
    List<String> images = List.of();

    @Option(names = "--json", description = "a JSON object a line for each release")
    boolean json;

    @Option(names = "--cached", description = "tells which hosts have them in their caches, too: all hosts of the site are asked")
    boolean cached;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        StoreSurvey survey = StoreSurvey.of(images, cached, site, site.secrecy());
        if (json) {
            survey.releases().forEach(release -> System.out.println(release.json()));
        } else {
            List<List<String>> rows = new ArrayList<>();
            List<String> head = new ArrayList<>(List.of("IMAGE", "RELEASE", "FORM", "SIZE", "FILES", "ALIASES", "USED BY", "FROM"));
            if (cached) {
                head.add(7, "CACHED ON");
            }
            rows.add(head);
            survey.releases().forEach(release -> rows.add(release.row(cached)));
            Table.lines(rows).forEach(System.out::println);
        }
        return survey.exit();
    }
}
