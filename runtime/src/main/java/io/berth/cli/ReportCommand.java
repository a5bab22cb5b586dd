package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.journal.JournalReader;
import io.berth.journal.Run;
import io.berth.report.Console;
import io.berth.report.HtmlReport;
import io.berth.report.JsonView;
import io.berth.report.PlainView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Renders a run again from its journal: without -o its HTML report, of which it prints where it lies.")
final class ReportCommand implements Action {

    @Parameters(paramLabel = "RUN", description = "an id, the beginning of one, or 'last'")
    String name;

    @Mixin
    OutputOptions output;

    @Override
    public Integer call() throws Exception {
        Run run = Runs.store().find(name);
        ViewOptions how = output.view();
        if (how.outputs().isEmpty()) {
            HtmlReport.render(run.journal(), run.directory().report(), ZoneId.systemDefault());
            System.out.println(run.directory().report().toUri());
        }
        for (ViewOptions.Output one : how.outputs()) {
            switch (one.form()) {
                case html, junit -> Reports.write(run.directory(), one);
                case human, plain, json -> again(run, one, how);
            }
        }
        return Exit.OK;
    }

    private static void again(Run run, ViewOptions.Output output, ViewOptions how) throws IOException {
        if (output.file().isEmpty()) {
            again(run, output.form(), how, System.out, Console.ofStandardOutput());
            return;
        }
        try (PrintStream out = new PrintStream(output.file().get().toFile(), StandardCharsets.UTF_8)) {
            again(run, output.form(), how, out, Console.ofFile());
        }
    }

    private static void again(Run run, ViewOptions.Form form, ViewOptions how, PrintStream out, Console console) throws IOException {
        EventSink view = form == ViewOptions.Form.json ? new JsonView(out) : new PlainView(out, console, how.verbose(), how.diff());
        String note = JournalReader.read(run.journal(), view).note();
        if (!note.isEmpty()) {
            view.accept(new Event.Notice(run.start().at(), note));
        }
    }
}
