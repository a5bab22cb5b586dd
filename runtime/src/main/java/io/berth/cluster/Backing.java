package io.berth.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files that a guest's disks are written over, as their heads name them. */
final class Backing {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Script LOOK = Script.of(Backing.class, "/io/berth/task/virsh.sh", "backing.sh");

    private Backing() {
    }

    /** @param formats of each disk; empty: to be found out */
    static Command look(Map<String, String> formats) {
        List<String> arguments = new ArrayList<>();
        formats.forEach((path, format) -> arguments.addAll(List.of(format, path)));
        return LOOK.with(arguments);
    }

    /** @throws TaskFailure if a disk cannot be read */
    static Set<String> of(String guest, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("the disks of guest " + guest + " cannot be read", Command.of("qemu-img", "info"), answer, "");
        }
        Set<String> files = new LinkedHashSet<>();
        try {
            for (String chain : answer.out().split("\0")) {
                boolean first = true;
                for (var image : JSON.readTree(chain)) {
                    if (!first) {
                        files.add(image.path("filename").asText());
                    }
                    first = false;
                }
            }
        } catch (JsonProcessingException e) {
            throw new TaskFailure("what qemu-img tells of the disks of guest " + guest + " cannot be read: " + e.getOriginalMessage(), "");
        }
        return files;
    }
}
