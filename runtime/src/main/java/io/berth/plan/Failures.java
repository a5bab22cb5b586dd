package io.berth.plan;

import io.berth.api.CommandFailure;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.diag.Diagnostic;
import io.berth.diag.PlaybookException;
import io.berth.event.Failure;
import io.berth.model.Command;
import io.berth.transport.TimedOut;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with a task, as the fixed block tells it. */
public final class Failures {

    private static final int TAIL_LINES = 20;

    private Failures() {
    }

    public static Failure of(TaskNode task, Exception cause) {
        if (cause instanceof CommandFailure failed) {
            return failure(task, failed.getMessage(), shown(failed.command()), failed.answer().status(),
                    tail(failed.answer().err() + failed.answer().out()), failed.next());
        }
        if (cause instanceof TaskFailure failed) {
            return failure(task, failed.getMessage(), List.of(), 0, List.of(), failed.next());
        }
        if (cause instanceof PlaybookException wrong && !wrong.diagnostics().isEmpty()) {
            Diagnostic first = wrong.diagnostics().get(0);
            return new Failure(task.title(), task.host().name(), first.message(), List.of(), 0, List.of(), first.at().toString(),
                    String.join("; ", first.hints()));
        }
        if (cause instanceof TimedOut timedOut) {
            return failure(task, timedOut.getMessage(), shown(timedOut.command()), 0, List.of(),
                    "give it more time with 'timeout', or find out what it waits for");
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return failure(task, message, List.of(), 0, List.of(), "");
    }

    public static Failure of(TaskNode task, String cause, String next) {
        return failure(task, cause, List.of(), 0, List.of(), next);
    }

    private static Failure failure(TaskNode task, String cause, List<String> command, int status, List<String> tail, String next) {
        return new Failure(task.title(), task.host().name(), cause, command, status, tail, task.spec().at().toString(), next);
    }

    /** A script's text says nothing to a user: its name and arguments stand for it. */
    private static List<String> shown(Command command) {
        List<String> argv = command.argv();
        if (argv.size() > 3 && argv.get(0).equals("/bin/sh") && argv.get(1).equals("-euc")) {
            return new ArrayList<>(argv.subList(3, argv.size()));
        }
        return argv;
    }

    private static List<String> tail(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    }
}
