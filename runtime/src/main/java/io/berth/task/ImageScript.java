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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A script that works on a store, and what becomes of it when it fails. */
final class ImageScript {

    private final Hands hands;
    private final String what;
    private final Predicate<String> heard;
    private final ScriptLines said = new ScriptLines();

    /** @param what failed if the script says nothing of a failure: {@code "image debian12 could not be pruned"} */
    ImageScript(Hands hands, String what) {
        this(hands, what, line -> false);
    }

    /** @param heard takes a line that is for the run itself; false: it is not */
    ImageScript(Hands hands, String what, Predicate<String> heard) {
        this.hands = hands;
        this.what = what;
        this.heard = heard;
    }

    /** @param files of the image package, functions first; those that all scripts use go before them */
    static Script of(String... files) {
        Stream<String> common = Stream.of("input.sh", "/io/berth/task/slot/say.sh", "store.sh", "/io/berth/task/sha256.sh", "sums.sh", "digest.sh", "unpack.sh", "tree.sh");
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
        answer.out().lines().filter(line -> !script.said.isOfFailure(line)).forEach(lines::add);
        script.end(answer, Command.of("look", "into", "the", "store"));
        return lines;
    }

    private void tell(String line) {
        if (heard.test(line)) {
            return;
        }
        said.tell(line, hands, fact -> {
            String[] keyAndValue = fact.split(" ", 2);
            if (keyAndValue.length == 2) {
                hands.tell(keyAndValue[0], keyAndValue[1]);
            } else {
                hands.say(line);
            }
        });
    }

    private void end(Answer answer, Command command) throws TaskFailure {
        if (said.refused(answer)) {
            throw new Refusal("refused by rule " + said.failure(), said.next());
        }
        if (!answer.ok()) {
            List<String> argv = command.argv();
            int text = argv.indexOf("-euc");
            Command shown = text > 0 ? Command.of(argv.subList(text + 2, argv.size())) : command;
            throw new CommandFailure(said.failure().isEmpty() ? what : what + ": " + said.failure(), shown, ScriptLines.untold(answer), said.next());
        }
    }
}
