package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.model.Slot;
import io.berth.script.SlotPattern;
import io.berth.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What hosts tell of the slots they have, each host asked once for all of its own.
 *
 * @param exit what a verb that shows it ends with: not all hosts may have answered, which is said
 */
record SlotSurvey<T>(List<T> told, int exit) {

    /** Reads what a host answered about these slots of its. */
    interface Reader<T> {
        List<T> read(List<Slot> slots, Answer answer) throws TaskFailure;
    }

    /**
     * @param pattern of slots
     * @throws Usage if it means none
     */
    static <T> SlotSurvey<T> of(String pattern, SiteOptions site, Secrecy secrecy, Function<List<Slot>, Command> question, Reader<T> reader)
            throws InterruptedException {
        Playbook playbook = site.load(secrecy);
        Map<Host, List<Slot>> byHost = selected(pattern, playbook).stream()
                .collect(Collectors.groupingBy(slot -> playbook.host(slot.host()), LinkedHashMap::new, Collectors.toList()));
        List<T> told = new ArrayList<>();
        int exit = Exit.OK;
        try (Transport transport = Connections.open(secrecy)) {
            Map<String, Survey.Seen> seen = new Survey(transport, site.forks).ask(byHost.keySet(), host -> question.apply(byHost.get(host)));
            for (Map.Entry<Host, List<Slot>> one : byHost.entrySet()) {
                String host = one.getKey().name();
                exit = Survey.read(host, seen.get(host), answer -> told.addAll(reader.read(one.getValue(), answer)), exit);
            }
        }
        return new SlotSurvey<>(told, exit);
    }

    /** @throws Usage if it means none */
    static List<Slot> selected(String pattern, Playbook playbook) {
        if (playbook.slots().isEmpty()) {
            throw new Usage("the site declares no slots");
        }
        try {
            return SlotPattern.select(pattern, playbook);
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }
}
