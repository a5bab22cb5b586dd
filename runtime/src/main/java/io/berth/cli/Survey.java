package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.cluster.AtOnce;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.transport.Transport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Asks many hosts at once, one command each, for a verb that only looks. */
final class Survey {

    /**
     * What a host answered.
     *
     * @param answer empty: it could not be asked
     * @param lost why not; else empty
     */
    record Seen(Optional<Answer> answer, String lost) { }

    /** Takes what a host answered. */
    interface Reader {
        void read(Answer answer) throws TaskFailure;
    }

    private final Transport transport;
    private final int forks;

    Survey(Transport transport, int forks) {
        this.transport = transport;
        this.forks = forks;
    }

    /** By the hosts' names, in their order. Hosts that cannot be reached are among them. */
    Map<String, Seen> ask(Collection<Host> hosts, Function<Host, Command> question) throws InterruptedException {
        try {
            return AtOnce.look(hosts, forks, host -> seen(host, question.apply(host)));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Asks one host.
     *
     * @param reader gets an answer of status 0
     * @return the exit status of a verb that has asked nothing else; what went wrong was said
     */
    static int one(Host host, Command question, Secrecy secrecy, Reader reader) throws InterruptedException {
        try (Transport transport = Connections.open(secrecy)) {
            Seen seen = new Survey(transport, 1).ask(List.of(host), any -> question).get(host.name());
            return read(host.name(), seen, answer -> {
                if (!answer.ok()) {
                    throw new TaskFailure(answer.err().strip(), "");
                }
                reader.read(answer);
            }, Exit.OK);
        }
    }

    /**
     * Has it read, or says on standard error why it cannot be.
     *
     * @param exit of the verb so far
     * @return the same, or a worse one: that a host could not be reached counts less than that one has failed
     */
    static int read(String host, Seen seen, Reader reader, int exit) {
        try {
            if (seen.answer().isPresent()) {
                reader.read(seen.answer().get());
                return exit;
            }
            System.err.println("berth: " + host + ": " + seen.lost());
            return exit == Exit.OK ? Exit.UNREACHABLE : exit;
        } catch (TaskFailure e) {
            System.err.println("berth: " + host + ": " + e.getMessage());
            return Exit.FAILED;
        }
    }

    private Seen seen(Host host, Command question) throws InterruptedException {
        try {
            return new Seen(Optional.of(transport.session(host, host.become()).run(question)), "");
        } catch (IOException e) {
            return new Seen(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
