package io.berth.event;

import java.util.List;

/**
 * The fixed block in which every error is told.
 *
 * @param what what failed: {@code redeploy w01}
 * @param host on which host; empty: on the controller
 * @param cause why, one sentence
 * @param command the command's arguments; empty when none is to blame
 * @param status its exit status; 0 when no command is to blame
 * @param tail last lines of its output, at most 20
 * @param where place in the playbook, {@code file:line:column}
 * @param next what to do about it; may be empty
 */
public record Failure(String what, String host, String cause, List<String> command, int status, List<String> tail,
                      String where, String next) {
    public Failure {
        command = List.copyOf(command);
        tail = List.copyOf(tail);
    }
}
