package io.berth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.report.Table;
import io.berth.task.SlotHistory;
import io.berth.task.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Tells the redeploys of slots, oldest first, as their hosts remember them.")
final class SlotHistoryCommand implements Action {

    @Parameters(paramLabel = "SLOT", arity = "0..1", defaultValue = "all", description = "only these: names, w*, w[01-03], with commas (${DEFAULT-VALUE})")
    String pattern;

    @Option(names = "--json", description = "a JSON object a line for each redeploy")
    boolean json;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        SlotSurvey<SlotHistory> survey = SlotSurvey.of(pattern, site, secrecy, SlotHistory::question, SlotHistory::parse);
        if (json) {
            survey.told().forEach(history -> history.redeploys().forEach(System.out::println));
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("SLOT", "WHEN", "IMAGE", "BY", "RESULT", "TOOK", "RUN"));
            survey.told().forEach(history -> history.redeploys().forEach(redeploy -> rows.add(row(history.slot(), redeploy))));
            Table.lines(rows).forEach(System.out::println);
        }
        return survey.exit();
    }

    private static List<String> row(String slot, JsonNode redeploy) {
        String phase = redeploy.path("result").asText().equals("deployed") ? "" : " in " + redeploy.path("phase").asText();
        String unready = redeploy.path("ready").asText().equals("no") ? ", not ready" : "";
        String took = redeploy.path("hundredths").asText().isEmpty() ? "" : String.format(Locale.ROOT, "%.1f s", redeploy.path("hundredths").asDouble() / 100);
        return List.of(slot, redeploy.path("at").asText(), SlotState.imageOf(redeploy), redeploy.path("strategy").asText(),
                redeploy.path("result").asText() + phase + unready, took, redeploy.path("run").asText());
    }
}
