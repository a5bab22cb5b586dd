package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A script that works on a store, and what it says, line by line: the kind of line, then the rest. */
final class ImageScript {

    private static final int REFUSED = 75;

    private final Hands hands;
    private final String what;
    private String failure = "";
    private String next = "";

    /** @param what failed if the script says nothing of a failure: {@code "image debian12 could not be pruned"} */
    ImageScript(Hands hands, String what) {
        this.hands = hands;
        this.what = what;
    }

    /** @param files of the image package, functions first; those that all scripts use go before them */
    static Script of(String... files) {
        Stream<String> common = Stream.of("input.sh", "/io/berth/task/slot/say.sh", "store.sh", "digest.sh", "unpack.sh", "tree.sh");
        return Script.of(Release.class, Stream.concat(common, Arrays.stream(files)).toArray(String[]::new));
    }

    /** A command that lasts as long as its task. */
    static Command command(Script script, List<String> arguments) {
        return script.with(arguments).within(Command.NO_LIMIT);
    }

    void run(Command command) throws TaskFailure, IOException, InterruptedException {
        end(hands.stream(command, this::tell), command);
    }

    void feed(Command command, Feed input) throws TaskFailure, IOException, InterruptedException {
        end(hands.feed(command, input, this::tell), command);
    }

    void pour(Command command, OutputStream to) throws TaskFailure, IOException, InterruptedException {
        end(hands.pour(command, to, this::tell), command);
    }

    /** Fails as the script did, which has only looked. Says what it said else, line by line. */
    static List<String> looked(Answer answer, String what) throws TaskFailure {
        ImageScript script = new ImageScript(null, what);
        List<String> lines = new ArrayList<>();
        answer.out().lines().filter(line -> !script.isOfFailure(line)).forEach(lines::add);
        script.end(answer, Command.of("look", "into", "the", "store"));
        return lines;
    }

    private boolean isOfFailure(String line) {
        String rest = line.substring(line.indexOf(' ') + 1);
        switch (line.split(" ", 2)[0]) {
            case "failed", "refused" -> failure = rest;
            case "next" -> next = rest;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** One line. Those of no known kind are shown as they are. */
    private void tell(String line) {
        if (isOfFailure(line)) {
            return;
        }
        String[] words = line.split(" ", 3);
        String rest = line.substring(Math.min(line.length(), words[0].length() + 1));
        if (words[0].equals("phase")) {
            hands.phase(rest);
        } else if (words[0].equals("progress") && rest.matches("[0-9]{1,18} [0-9]{1,18}")) {
            hands.progress(Long.parseLong(words[1]), Long.parseLong(words[2]));
        } else if (words[0].equals("fact") && words.length == 3) {
            hands.tell(words[1], words[2]);
        } else {
            hands.say(words[0].equals("say") ? rest : line);
        }
    }

    private void end(Answer answer, Command command) throws TaskFailure {
        if (answer.status() == REFUSED && !failure.isEmpty()) {
            throw new Refusal("refused by rule " + failure, next);
        }
        if (!answer.ok()) {
            List<String> argv = command.argv();
            int text = argv.indexOf("-euc");
            Command shown = text > 0 ? Command.of(argv.subList(text + 2, argv.size())) : command;
            // what it said on its standard output has been said already
            Answer errors = new Answer(answer.status(), answer.signal(), "", answer.err(), answer.took());
            throw new CommandFailure(failure.isEmpty() ? what : what + ": " + failure, shown, errors, next);
        }
    }
}
