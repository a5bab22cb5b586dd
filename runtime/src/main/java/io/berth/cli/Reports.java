package io.berth.cli;

import io.berth.journal.RunDirectory;
import io.berth.report.HtmlReport;
import io.berth.report.JUnitReport;
import java.io.IOException;
import java.time.ZoneId;

/** What is written of a run when it has ended, from its journal. */
final class Reports {

    private Reports() {
    }

    /**
     * Writes the HTML report, says on standard error where it lies, and writes what else was asked for; a report never fails a run.
     *
     * @param told the report is left for {@code berth report} to write: it takes half a second, and tells nothing new
     */
    static void write(RunDirectory run, ViewOptions how, boolean told) {
        try {
            if (!told) {
                HtmlReport.render(run.journal(), run.report(), ZoneId.systemDefault());
                System.err.println("report: " + run.report().toUri());
            }
            for (ViewOptions.Output output : how.outputs()) {
                write(run, output);
            }
        } catch (IOException e) {
            System.err.println("berth: the report could not be written: " + e.getMessage());
        }
    }

    /** JUnit goes to standard output where no file is named. Other forms have been written as the run went on. */
    static void write(RunDirectory run, ViewOptions.Output output) throws IOException {
        if (output.form() == ViewOptions.Form.html && output.file().isPresent()) {
            HtmlReport.render(run.journal(), output.file().get(), ZoneId.systemDefault());
        } else if (output.form() == ViewOptions.Form.junit && output.file().isPresent()) {
            JUnitReport.render(run.journal(), output.file().get());
        } else if (output.form() == ViewOptions.Form.junit) {
            JUnitReport.render(run.journal(), System.out);
        }
    }
}
