package io.berth.cli;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "completion", description = {"Prints what makes a shell complete berth's words, names of hosts and slots among them.",
    "bash: . <(berth completion bash)   zsh: source <(berth completion zsh)   fish: berth completion fish | source"})
final class CompletionCommand implements Action {

    enum Shell { bash, zsh, fish }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell;

    @Override
    public Integer call() throws Exception {
        try (InputStream script = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
            System.out.print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return Exit.OK;
    }
}
