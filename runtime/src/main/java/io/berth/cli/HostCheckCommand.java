package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SpareCheck;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = {"Says of each host whether its running guests would find room on the others if it were gone.",
    "By memory, of which each host keeps its reserve, and by processors. Ends with 1 where guests would be left."})
final class HostCheckCommand implements Action {

    @Parameters(paramLabel = "PATTERN", arity = "0..1", defaultValue = "all", description = "only among these hosts, as --limit takes them (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        ClusterSurvey survey = ClusterSurvey.of(Limit.among(pattern, site.loadIfThere(secrecy)), site.forks, secrecy);
        List<SpareCheck.Verdict> verdicts = SpareCheck.of(survey.cluster());
        lines(survey.cluster(), verdicts).forEach(System.out::println);
        return verdicts.stream().allMatch(SpareCheck.Verdict::spare) ? survey.exit() : Exit.FAILED;
    }

    static List<String> lines(Cluster cluster, List<SpareCheck.Verdict> verdicts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "GUESTS", "IF IT WERE GONE"));
        for (SpareCheck.Verdict verdict : verdicts) {
            boolean answers = cluster.hosts().get(verdict.host()).answers();
            rows.add(List.of(verdict.host(), Integer.toString(verdict.to().size() + verdict.left().size()), (answers ? "" : "libvirt does not answer; ") + told(verdict)));
        }
        cluster.lost().forEach((host, why) -> rows.add(List.of(host, "?", "not known: it cannot be asked")));
        return Table.lines(rows);
    }

    private static String told(SpareCheck.Verdict verdict) {
        if (!verdict.spare()) {
            return "no room for " + String.join(", ", verdict.left());
        }
        Map<String, List<String>> byHost = new TreeMap<>();
        verdict.to().forEach((guest, host) -> byHost.computeIfAbsent(host, fresh -> new ArrayList<>()).add(guest));
        return byHost.isEmpty() ? "nothing runs there" : byHost.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue().stream().sorted().collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
