package io.berth.cli;

import io.berth.journal.Run;
import io.berth.report.HtmlReport;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Renders the HTML report of a run again from its journal, and prints where it lies.")
final class ReportCommand implements Action {

    @Parameters(paramLabel = "RUN", description = "an id, the beginning of one, or 'last'")
    private String name;

    @Override
    public Integer call() throws Exception {
        Run run = Runs.store().find(name);
        HtmlReport.render(run.journal(), run.directory().report(), ZoneId.systemDefault());
        System.out.println(run.directory().report().toUri());
        return Exit.OK;
    }
}
