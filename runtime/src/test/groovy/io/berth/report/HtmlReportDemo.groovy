package io.berth.report

import java.nio.file.Path
import java.time.ZoneOffset

/** Writes sample reports into a directory, to look at: a run, one that died, a large one, one too large to draw. */
class HtmlReportDemo {

    static void main(String[] args) {
        ['run': new SampleRun().all(), 'died': new SampleRun().died(), 'large': new SampleRun(16, 3).all(), 'huge': new SampleRun(60, 3).all(), 'empty': []].each { name, events ->
            HtmlReport report = new HtmlReport(ZoneOffset.UTC)
            events.each { report.accept(it) }
            report.write(Path.of(args[0], "${name}.html"))
        }
    }
}
