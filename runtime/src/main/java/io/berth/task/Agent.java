package io.berth.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent within a guest, by which programs are run there. */
final class Agent {

    static final Script EXEC = Virsh.script("guest/exec.sh");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OVER = 124;
    /** What the script says last on standard error, of a program that has ended. Any status may be the program's: none tells that by itself. */
    private static final Pattern ENDED = Pattern.compile("\nended ([0-9]{1,9})\n?\\z");

    private Agent() {
    }

    /**
     * Runs a program in a guest to its end.
     *
     * @param uuid the guest's
     * @param argv the program and its arguments; no shell sees them
     * @param out gets each line of its output, once it has ended
     * @return what it said and how it ended, 128 + number where a signal ended it
     * @throws TaskFailure if the agent does not answer, cannot run it, or it has not ended in time; it goes on then
     */
    static Answer run(Hands hands, String uuid, String guest, List<String> argv, Duration within, Consumer<String> out)
            throws TaskFailure, IOException, InterruptedException {
        String seconds = Long.toString(within.toSeconds());
        Answer answer = hands.stream(EXEC.with(uuid, seconds, request(argv)).within(within.plus(SlotScript.MARGIN)), out);
        if (answer.status() == OVER) {
            throw new TaskFailure(argv.get(0) + " has not ended within " + seconds + " s in guest " + guest + ": it goes on there", "give it more time");
        }
        Matcher ended = ENDED.matcher(answer.err());
        if (!answer.ok() || !ended.find()) {
            // no CommandFailure: where only a status is shown of those, it would be the program's, which never ran
            throw new TaskFailure("the agent of guest " + guest + " cannot run " + argv.get(0) + reason(answer.err()),
                    "the agent must run there (package qemu-guest-agent), and its definition have the channel org.qemu.guest_agent.0");
        }
        return new Answer(Integer.parseInt(ended.group(1)), "", answer.out(), answer.err().substring(0, ended.start()), answer.took());
    }

    /** What virsh said last of it. */
    private static String reason(String err) {
        return err.lines().filter(line -> !line.isBlank()).reduce((before, line) -> line).map(line -> ": " + line.strip().replaceFirst("^error: ", "")).orElse("");
    }

    static String request(List<String> argv) {
        ObjectNode request = JSON.createObjectNode().put("execute", "guest-exec");
        ObjectNode arguments = request.putObject("arguments").put("path", argv.get(0)).put("capture-output", true);
        argv.stream().skip(1).forEach(arguments.withArray("arg")::add);
        return request.toString();
    }
}
