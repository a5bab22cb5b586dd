package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A guest's program that somebody runs without libvirt, on the hands' host: exactly this one has things done to it.
 *
 * @param guest its name
 */
record RawProgram(Hands hands, String guest, QemuProcess program) {

    static final Script ACT = SlotScript.of("raw/monitor.sh", "raw/act.sh");
    static final Script MIGRATE = SlotScript.of("raw/monitor.sh", "raw/migrate.sh");

    /**
     * That of a guest by a look at its host; empty: it does not run there.
     *
     * @throws TaskFailure if it is libvirt's, or several programs have that name
     */
    static Optional<QemuProcess> seen(String guest, String host, Answer look) throws TaskFailure {
        List<SeenGuest> guests = SeenHost.of(host, look).guests().stream().filter(one -> one.name().equals(guest)).toList();
        if (guests.stream().anyMatch(one -> !one.raw())) {
            throw new Refusal("guest " + guest + " is libvirt's on host " + host, "what is done with such is a task of another word: guestStart, guestSuspend");
        }
        List<QemuProcess> programs = guests.stream().flatMap(one -> one.process().stream()).toList();
        if (programs.size() > 1) {
            throw new Refusal("guest " + guest + " is more than one program on host " + host + ": pids "
                    + programs.stream().map(program -> Long.toString(program.pid())).collect(Collectors.joining(", ")), "end those by hand that are not meant");
        }
        return programs.stream().findFirst();
    }

    /**
     * Has it do something that {@code raw/act.sh} knows.
     *
     * @param within how long that may take
     * @param then {@code stop} or {@code fail}: what becomes of one that does not shut down
     * @return what the script told of it; of {@code status} and {@code arrived} its {@code state}
     */
    Map<String, String> act(String verb, Duration within, String then) throws TaskFailure, IOException, InterruptedException {
        return run(verb, ACT.with(with(verb, Long.toString(within.toSeconds()), then)).within(within.plus(SlotScript.MARGIN)));
    }

    /**
     * Its memory goes to a program of another host, which runs it then. Here it is halted.
     *
     * @param rate MiB a second; 0: all that goes
     */
    Map<String, String> send(String address, String port, long rate) throws TaskFailure, IOException, InterruptedException {
        return run("migrate", MIGRATE.with(with(address, port, Long.toString(rate))).within(Command.NO_LIMIT));
    }

    private List<String> with(String... more) {
        String words = Base64.getEncoder().encodeToString((String.join("\0", program.argv()) + "\0").getBytes(StandardCharsets.UTF_8));
        List<String> all = new ArrayList<>(List.of(Long.toString(program.pid()), program.started(), words, guest, program.line().monitor(), program.line().qmp()));
        all.addAll(List.of(more));
        return all;
    }

    private Map<String, String> run(String verb, Command command) throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        Map<String, String> facts = new HashMap<>();
        Answer answer = hands.stream(command, line -> said.tell(line, hands, fact -> {
            String[] words = fact.split(" ", 2);
            facts.put(words[0], words.length < 2 ? "" : words[1]);
            hands.say(fact.replaceFirst(" ", ": "));
        }));
        if (!answer.ok()) {
            throw new CommandFailure(said.failure().isEmpty() ? verb + " of guest " + guest + " failed" : said.failure(), Command.of("act.sh", guest, verb),
                    ScriptLines.untold(answer), said.next());
        }
        return facts;
    }
}
