package io.berth.cli;

import io.berth.compile.TaskNode;
import io.berth.graph.Graph;
import io.berth.graph.GraphText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "graph", description = "Shows what would run after what, and why. Asks no host.")
final class GraphCommand extends PlaybookCommand {

    enum Format { text, mermaid, dot }

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    Format format;

    @Override
    public Integer call() throws Exception {
        Graph<TaskNode> graph = Site.load(request(), masked()).graph();
        System.out.print(masked().redaction().of(switch (format) {
            case text -> GraphText.text(graph);
            case mermaid -> GraphText.mermaid(graph);
            case dot -> GraphText.dot(graph);
        }));
        return Exit.OK;
    }
}
