package io.berth.cli;

import io.berth.journal.RunDirectory;
import io.berth.report.HtmlReport;
import java.io.IOException;
import java.time.ZoneId;

/** The HTML report of a run. */
final class Reports {

    private Reports() {
    }

    /** Writes it from the journal and says on standard error where it lies; a report never fails a run. */
    static void write(RunDirectory run) {
        try {
            HtmlReport.render(run.journal(), run.report(), ZoneId.systemDefault());
            System.err.println("report: " + run.report().toUri());
        } catch (IOException e) {
            System.err.println("berth: the report could not be written: " + e.getMessage());
        }
    }
}
