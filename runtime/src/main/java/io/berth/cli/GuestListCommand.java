package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = {"Lists guests and where they are: libvirt's, and those that run without it.",
    "berth guest list -l kvm1 --running --names is for scripts: a name a line."})
final class GuestListCommand implements Action {

    /** Which of them are shown. */
    static final class Which {
        @Option(names = "--running", description = "only those that are not off")
        boolean running;

        @Option(names = "--off", description = "only those that are off")
        boolean off;
    }

    /** What is shown instead of a table. */
    static final class Form {
        @Option(names = "--names", description = "names only, a line each")
        boolean names;

        @Option(names = "--json", description = "a JSON object a line")
        boolean json;
    }

    @Parameters(paramLabel = "GUEST", arity = "0..1", defaultValue = "all", description = "only these: names, web*, web[01-03], with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @ArgGroup
    Which some = new Which();

    @ArgGroup
    Form form = new Form();

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        ClusterSurvey survey = which.survey(site, secrecy);
        List<SeenGuest> guests = pattern.equals("all") ? survey.cluster().guests() : which.matching(pattern, site, secrecy);
        show(guests.stream().filter(guest -> !(some.running && !guest.active() || some.off && guest.active())).toList());
        return survey.exit();
    }

    private void show(List<SeenGuest> guests) {
        if (form.names) {
            guests.forEach(guest -> System.out.println(guest.name()));
        } else if (form.json) {
            guests.forEach(guest -> System.out.println(new GuestFacts(guest).json()));
        } else {
            table(guests).forEach(System.out::println);
        }
    }

    static List<String> table(List<SeenGuest> guests) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GUEST", "HOST", "STATE", "MEMORY", "VCPUS", "AUTOSTART", ""));
        guests.forEach(guest -> rows.add(row(new GuestFacts(guest))));
        return Table.lines(rows);
    }

    private static List<String> row(GuestFacts facts) {
        SeenGuest guest = facts.guest();
        return List.of(guest.name(), guest.host(), guest.state(), facts.memory().toString(), Integer.toString(facts.vcpus()),
                facts.autostart() ? "yes" : "", facts.notes());
    }
}
