package io.berth.cli;

import io.berth.api.TaskType;
import io.berth.diag.DidYouMean;
import io.berth.script.WordReference;
import io.berth.task.BuiltinTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "doc", description = "Says what a task takes; without a word, which tasks there are.")
final class DocCommand implements Action {

    @Parameters(paramLabel = "WORD", arity = "0..1", description = "a task's word")
    Optional<String> word = Optional.empty();

    @Override
    public Integer call() throws Exception {
        List<TaskType<?>> types = words();
        if (word.isEmpty()) {
            int width = types.stream().mapToInt(type -> type.word().length()).max().orElse(0);
            types.forEach(type -> System.out.println((type.word() + " ".repeat(width - type.word().length()) + "  " + type.doc()).stripTrailing()));
            return Exit.OK;
        }
        TaskType<?> type = types.stream().filter(one -> one.word().equals(word.get())).findFirst().orElseThrow(() ->
                new Usage("no task has the word '" + word.get() + "'" + DidYouMean.nearest(word.get(), types.stream().map(TaskType::word).toList())
                        .map(near -> "; did you mean '" + near + "'?").orElse("")));
        ReferencePage.lines(WordReference.of(type), WordReference.ofAllTasks(), example(type.word())).forEach(System.out::println);
        return Exit.OK;
    }

    /** The task types that plays have a word for. */
    static List<TaskType<?>> words() {
        return BuiltinTasks.all().stream().<TaskType<?>>map(type -> type).filter(WordReference::isWord).toList();
    }

    /** Where berth runs from its directory, the example of its documentation; else nothing. */
    private static String example(String word) throws IOException {
        Path examples = Path.of(System.getProperty("berth.home", "."), "docs", "reference", "examples");
        for (Path directory : List.of(examples, examples.resolve("lab"))) {
            Path file = directory.resolve(word + ".groovy");
            if (Files.isReadable(file)) {
                return Files.readString(file);
            }
        }
        return "";
    }
}
