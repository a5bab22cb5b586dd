package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists guests and where they are: libvirt's, and those that run without it.")
final class GuestListCommand implements Action {

    @Parameters(paramLabel = "GUEST", arity = "0..1", defaultValue = "all", description = "only these: names, web*, web[01-03], with commas (${DEFAULT-VALUE})")
    private String pattern;

    @Mixin
    private SiteOptions site;

    @Mixin
    private GuestOptions which;

    @Option(names = "--names", description = "names only, a line each")
    private boolean names;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        ClusterSurvey survey = which.survey(site, secrecy);
        List<SeenGuest> guests = pattern.equals("all") ? survey.cluster().guests() : which.matching(pattern, site, secrecy);
        if (names) {
            guests.forEach(guest -> System.out.println(guest.name()));
            return survey.exit();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GUEST", "HOST", "STATE", ""));
        guests.forEach(guest -> rows.add(List.of(guest.name(), guest.host(), guest.state(), guest.raw() ? "without libvirt" : "")));
        Table.lines(rows).forEach(System.out::println);
        return survey.exit();
    }
}
