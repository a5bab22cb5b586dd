package io.berth.plan;

import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.transport.Session;
import io.berth.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Asks a host what many tasks want to know, in one round trip and with little work for it: the same is asked once, and what one
 * command can tell of many ({@link Command#question}) is asked by that one.
 */
public final class Questions {

    /** The most of one command: a host's kernel limits the size of all arguments together. */
    private static final int MOST = 250;
    private static final int MOST_CHARACTERS = 64 * 1024;

    private Questions() {
    }

    /** The commands that one stands for. */
    private record Asked(List<Command> each) {

        Command command() {
            // As long as they may take one after another.
            return each.size() == 1 ? each.get(0) : each.get(0).asked(each.stream().flatMap(one -> one.asked().stream()).toList())
                    .within(each.get(0).timeout().multipliedBy(each.size()));
        }

        /** Their answers; none if it failed: of a failure it is not known whose it is. */
        Map<Command, Answer> split(Answer answer) {
            if (each.size() == 1) {
                return Map.of(each.get(0), answer);
            }
            String[] told = answer.out().split("\0", -1);
            Map<Command, Answer> answers = new HashMap<>();
            if (answer.ok() && told.length == each.size()) {
                for (int i = 0; i < told.length; i++) {
                    answers.put(each.get(i), new Answer(0, "", told[i], "", i == 0 ? answer.took() : Duration.ZERO));
                }
            }
            return answers;
        }
    }

    /**
     * The answers to commands that only look, in their order. Where one that many share fails, each of these is asked by itself.
     *
     * @throws IOException if the host was lost
     */
    public static List<Answer> ask(Session session, List<Command> commands) throws IOException, InterruptedException {
        if (commands.isEmpty()) {
            return List.of();
        }
        Map<Command, Answer> known = new HashMap<>();
        run(session, together(new LinkedHashSet<>(commands)), known);
        List<Asked> left = commands.stream().filter(command -> !known.containsKey(command)).distinct()
                .map(command -> new Asked(List.of(command))).toList();
        run(session, left, known);
        return commands.stream().map(known::get).toList();
    }

    /**
     * What a task's own host has answered, and behind it what the other hosts do that the task looks at.
     *
     * @throws IOException if one of these was lost
     */
    public static List<Answer> beside(TaskNode task, List<Answer> own, Transport transport) throws TaskFailure, IOException, InterruptedException {
        List<Answer> all = new ArrayList<>(own);
        for (Host other : task.elsewhere()) {
            List<Command> commands = task.observe(other, own);
            if (!commands.isEmpty()) {
                all.addAll(ask(transport.session(other, other.become()), commands));
            }
        }
        return all;
    }

    private static void run(Session session, List<Asked> asked, Map<Command, Answer> known) throws IOException, InterruptedException {
        List<Answer> answers = asked.isEmpty() ? List.of() : session.runAll(asked.stream().map(Asked::command).toList());
        for (int i = 0; i < answers.size(); i++) {
            known.putAll(asked.get(i).split(answers.get(i)));
        }
    }

    private static List<Asked> together(Iterable<Command> commands) {
        List<Asked> all = new ArrayList<>();
        Map<Command, Asked> open = new LinkedHashMap<>();
        for (Command command : commands) {
            Command kind = command.asked(List.of());
            Asked asked = command.question() == 0 ? null : open.get(kind);
            if (asked == null || asked.each().size() == MOST || size(asked) > MOST_CHARACTERS) {
                asked = new Asked(new ArrayList<>());
                all.add(asked);
                open.put(kind, asked);
            }
            asked.each().add(command);
        }
        return all;
    }

    private static int size(Asked asked) {
        return asked.each().stream().flatMap(command -> command.asked().stream()).mapToInt(String::length).sum();
    }
}
