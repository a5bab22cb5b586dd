package io.berth.cli;

import io.berth.script.GroovyText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command for many hosts as the playbook that it is: so it is journaled, reported, interrupted and resumed like any other.
 * Its hosts are all that the run is limited to.
 *
 * @param script a file of the controller, of which {@code words} are the arguments; empty: they are the command
 * @param become the user it is done as; empty: the one who logs in
 */
record AdHoc(Optional<Path> script, List<String> words, Duration timeout, Optional<String> become,
             Map<String, String> environment, Optional<String> directory) {

    /** Written once for each text, and kept for a resume. */
    Path playbook(Path state) throws IOException {
        return KeptPlaybook.of(state.resolve("exec"), name(), text());
    }

    String text() {
        StringBuilder text = new StringBuilder("play('exec') {\n    on 'all'\n    ");
        text.append(script.map(file -> "script " + GroovyText.quoted(file.toString()) + ", arguments: ").orElse("exec "));
        text.append(GroovyText.list(words));
        text.append(", timeout: ").append(timeout.toSeconds()).append(".seconds");
        become.ifPresent(user -> text.append(", become: ").append(GroovyText.quoted(user)));
        directory.ifPresent(path -> text.append(", directory: ").append(GroovyText.quoted(path)));
        if (!environment.isEmpty()) {
            text.append(", env: ").append(environment.entrySet().stream()
                    .map(one -> GroovyText.quoted(one.getKey()) + ": " + GroovyText.quoted(one.getValue())).collect(Collectors.joining(", ", "[", "]")));
        }
        return text.append("\n}\n").toString();
    }

    /** The program's, so that a list of runs tells what was run. */
    private String name() {
        String program = script.map(Path::toString).orElseGet(() -> words.get(0));
        String name = program.substring(program.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "");
        return name.isEmpty() ? "exec" : name.substring(0, Math.min(40, name.length()));
    }
}
