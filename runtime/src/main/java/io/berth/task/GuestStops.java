package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Joint;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guests of one host that are powered off together. */
record GuestStops(String guest, String uuid, Map<String, String> environment) implements Joint {

    static final Script STOPS = Virsh.script("guest/stops.sh");

    /** The most that one of them takes, which libvirt kills if it does not end. */
    private static final Duration EACH = Duration.ofSeconds(70);

    @Override
    public Object kind() {
        return List.of(GuestStops.class, environment);
    }

    @Override
    public List<Optional<TaskFailure>> applyAll(List<Part> parts) throws TaskFailure, IOException, InterruptedException {
        List<GuestStops> works = parts.stream().map(part -> (GuestStops) part.work()).toList();
        Command command = STOPS.with(works.stream().map(GuestStops::uuid).toList()).within(EACH.multipliedBy(works.size()).plus(SlotScript.MARGIN));
        Answer answer = parts.get(0).hands().run(command);
        Map<String, String> failed = new HashMap<>();
        answer.out().lines().map(line -> line.split(" ", 3)).filter(words -> words[0].equals("failed")).forEach(words -> failed.put(words[1], words[2]));
        return works.stream().map(work -> Optional.ofNullable(failed.get(work.uuid())).map(why -> failure(work, why, command))).toList();
    }

    private static TaskFailure failure(GuestStops work, String why, Command command) {
        return new CommandFailure("guest " + work.guest() + " could not be powered off", command, new Answer(1, "", "", why, Duration.ZERO), "");
    }
}
