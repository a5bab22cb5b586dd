package io.berth.cli;

import io.berth.report.Table;
import io.berth.task.Ago;
import io.berth.task.SlotState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = {"Tells of slots whether they are free, used or locked, and what is on them.",
    "berth slot list --free --names is for scripts: a name a line."})
final class SlotListCommand implements Action {

    /** Which of them are shown. */
    static final class Which {
        @Option(names = "--free", description = "only those whose guest is off and that nothing works on")
        boolean free;

        @Option(names = "--used", description = "only those whose guest is not off")
        boolean used;

        @Option(names = "--locked", description = "only those that something works on")
        boolean locked;

        @Option(names = "--drifted", description = "only those on which is not what the site says")
        boolean drifted;

        private Predicate<SlotState> test() {
            boolean all = !free && !used && !locked && !drifted;
            return state -> all || free && state.use() == SlotState.Use.FREE || used && state.use() == SlotState.Use.USED
                    || locked && state.use() == SlotState.Use.LOCKED || drifted && !state.drift().isEmpty();
        }
    }

    /** What is shown instead of a table. */
    static final class Form {
        @Option(names = "--names", description = "names only, a line each")
        boolean names;

        @Option(names = "--json", description = "a JSON object a line")
        boolean json;
    }

    @Parameters(paramLabel = "SLOT", arity = "0..1", defaultValue = "all", description = "only these: names, w*, w[01-03], with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @ArgGroup(exclusive = false)
    Which which = new Which();

    @ArgGroup
    Form form = new Form();

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        SlotSurvey<SlotState> survey = SlotSurvey.of(pattern, site, secrecy, SlotState::question, SlotState::parse);
        show(survey.told().stream().filter(which.test()).toList());
        return survey.exit();
    }

    private void show(List<SlotState> states) {
        if (form.names) {
            states.forEach(state -> System.out.println(state.slot().name()));
        } else if (form.json) {
            states.forEach(state -> System.out.println(state.json()));
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("SLOT", "HOST", "USE", "DOMAIN", "IMAGE", "DEPLOYED", ""));
            states.forEach(state -> rows.add(row(state)));
            Table.lines(rows).forEach(System.out::println);
        }
    }

    private static List<String> row(SlotState state) {
        String image = SlotState.imageOf(state.record());
        List<String> notes = new ArrayList<>();
        if (!state.holder().isEmpty()) {
            notes.add(state.holder());
        }
        if (!state.drift().isEmpty()) {
            notes.add(state.drift());
        }
        return List.of(state.slot().name(), state.slot().host(), state.use().name().toLowerCase(Locale.ROOT),
                state.domain().isEmpty() ? "none" : state.domain(), image, image.isEmpty() ? "" : Ago.told(Duration.ofSeconds(state.age())),
                String.join("; ", notes));
    }
}
