package io.berth.cli;

import io.berth.script.WordReference;
import io.berth.script.WordReference.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reference of the words that tasks are said with: a page in Markdown, or one word for a terminal. */
final class ReferencePage {

    private ReferencePage() {
    }

    /**
     * @param words in the order of the page
     * @param common what all tasks take
     * @param examples playbooks by word
     */
    static String markdown(List<WordReference> words, List<Parameter> common, Map<String, String> examples) {
        StringBuilder page = new StringBuilder("# Tasks\n\nMade from the task types themselves: `berth doc WORD` says the same at the terminal. ")
                .append("Each example is a playbook that the tests run.\n\n");
        page.append(String.join(" · ", words.stream().map(word -> "[`" + word.word() + "`](#" + word.word().toLowerCase(Locale.ROOT) + ")").toList()))
                .append(" · [all tasks](#all-tasks)\n");
        for (WordReference word : words) {
            page.append("\n## ").append(word.word()).append("\n\n").append(word.doc()).append("\n\n");
            table(page, word.parameters());
            if (examples.containsKey(word.word())) {
                page.append("\n```groovy\n").append(examples.get(word.word()).stripTrailing()).append("\n```\n");
            }
        }
        page.append("\n## All tasks\n\nTake these beside their own parameters.\n\n");
        table(page, common);
        return page.toString();
    }

    private static void table(StringBuilder page, List<Parameter> parameters) {
        page.append("| word | takes | meaning | default |\n|---|---|---|---|\n");
        for (Parameter parameter : parameters) {
            page.append("| `").append(parameter.name()).append("` | ").append(cell(takes(parameter))).append(" | ").append(cell(parameter.doc())).append(" | ")
                    .append(parameter.required() ? "required" : parameter.fallback().isEmpty() ? "" : "`" + parameter.fallback() + "`").append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String takes(Parameter parameter) {
        return parameter.takes() + (parameter.positional() ? ", by position" : "") + (parameter.secret() ? ", may be a secret" : "");
    }

    /** One word for people at a terminal: a line for each parameter, then its example. */
    static List<String> lines(WordReference word, List<Parameter> common, String example) {
        List<String> lines = new ArrayList<>();
        lines.add(word.word() + (word.doc().isEmpty() ? "" : "  " + word.doc()));
        lines.add("");
        parameters(lines, word.parameters());
        lines.add("");
        lines.add("all tasks:");
        parameters(lines, common);
        if (!example.isEmpty()) {
            lines.add("");
            lines.add("example:");
            example.stripTrailing().lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static void parameters(List<String> lines, List<Parameter> parameters) {
        int width = parameters.stream().mapToInt(parameter -> parameter.name().length()).max().orElse(0);
        for (Parameter parameter : parameters) {
            String end = parameter.required() ? " (required)" : parameter.fallback().isEmpty() ? "" : " (" + parameter.fallback() + ")";
            lines.add("  " + parameter.name() + " ".repeat(width - parameter.name().length()) + "  " + parameter.doc() + end);
            lines.add("  " + " ".repeat(width) + "  " + "takes " + takes(parameter));
        }
    }
}
