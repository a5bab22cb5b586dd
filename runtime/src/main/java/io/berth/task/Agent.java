package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The agent within a guest, by which programs are run there. */
final class Agent {

    static final Script EXEC = Virsh.script("guest/exec.sh");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OVER = 124;

    private Agent() {
    }

    /**
     * Runs a program in a guest to its end.
     *
     * @param uuid the guest's
     * @param argv the program and its arguments; no shell sees them
     * @return what it said and how it ended, 128 + number where a signal ended it
     * @throws TaskFailure if the agent does not answer, cannot run it, or it has not ended in time; it goes on then
     */
    static Answer run(Hands hands, String uuid, String guest, List<String> argv, Duration within) throws TaskFailure, IOException, InterruptedException {
        Command command = EXEC.with(uuid, Long.toString(within.toSeconds()), request(argv)).within(within.plus(SlotScript.MARGIN));
        Answer answer = hands.attempt(command);
        if (answer.status() == OVER) {
            throw new TaskFailure(argv.get(0) + " has not ended within " + within.toSeconds() + " s in guest " + guest + ": it goes on", "give it more time");
        }
        if (!answer.ok()) {
            throw new CommandFailure("the agent of guest " + guest + " cannot run " + argv.get(0), command, answer,
                    "its agent must run (package qemu-guest-agent), and its definition have the channel org.qemu.guest_agent.0");
        }
        return read(answer);
    }

    static String request(List<String> argv) {
        ObjectNode request = JSON.createObjectNode().put("execute", "guest-exec");
        ObjectNode arguments = request.putObject("arguments").put("path", argv.get(0)).put("capture-output", true);
        argv.stream().skip(1).forEach(arguments.withArray("arg")::add);
        return request.toString();
    }

    /** @param answer whose output is the agent's {@code {"return":{"exitcode":0,"out-data":"aGkK","exited":true}}} */
    static Answer read(Answer answer) throws TaskFailure {
        try {
            JsonNode ended = JSON.readTree(answer.out()).path("return");
            int status = ended.has("signal") ? 128 + ended.path("signal").asInt() : ended.path("exitcode").asInt();
            return new Answer(status, "", text(ended, "out-data"), text(ended, "err-data"), answer.took());
        } catch (JsonProcessingException e) {
            throw new TaskFailure("what the agent answers cannot be read: " + answer.text(), "");
        }
    }

    private static String text(JsonNode ended, String key) {
        return new String(Base64.getDecoder().decode(ended.path(key).asText()), StandardCharsets.UTF_8);
    }
}
