package io.berth.cli;

import io.berth.journal.RunDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How what happens is shown.
 *
 * @param outputs one or more; at most one without a file
 * @param verbose also what did not change
 * @param diff the texts before and after of what changes
 */
record ViewOptions(List<Output> outputs, boolean verbose, boolean diff) implements Shown {

    /** Human: live lines on a terminal, plain ones elsewhere. JUnit and HTML are written when a run has ended. */
    enum Form {
        human, plain, json, junit, html;

        static String all() {
            return Arrays.stream(values()).map(Form::name).collect(Collectors.joining(", "));
        }
    }

    /** @param file where it goes; empty: to the terminal */
    record Output(Form form, Optional<Path> file) {

        /** @throws Usage if it is none: {@code FORM} or {@code FORM=FILE} */
        static Output of(String said) {
            int equals = said.indexOf('=');
            String form = equals < 0 ? said : said.substring(0, equals);
            Optional<Path> file = equals < 0 ? Optional.empty() : Optional.of(Path.of(said.substring(equals + 1)).toAbsolutePath());
            Form known = Arrays.stream(Form.values()).filter(one -> one.name().equalsIgnoreCase(form)).findFirst()
                    .orElseThrow(() -> new Usage("--output: no form is called '" + form + "': " + Form.all() + ", or one of them and a file: junit=FILE"));
            if (file.isEmpty() && known == Form.html) {
                throw new Usage("--output html wants a file: html=report.html");
            }
            return new Output(known, file);
        }
    }

    ViewOptions {
        outputs = List.copyOf(outputs);
        if (outputs.stream().filter(output -> output.file().isEmpty()).count() > 1) {
            throw new Usage("--output: only one form can go to the terminal; give the others a file: junit=run.xml");
        }
    }

    @Override
    public Views views(Clock clock) {
        return Views.forRun(this, clock);
    }

    @Override
    public void ended(RunDirectory run, boolean told) {
        Reports.write(run, this, told);
    }

    /** What goes to the terminal; human where only files were asked for. */
    Form onTerminal() {
        return outputs.stream().filter(output -> output.file().isEmpty()).map(Output::form).findFirst().orElse(Form.human);
    }
}
