package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Become;
import io.berth.model.Bytes;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Hosts that are played: answers come from functions, files lie in memory, and what was run is kept. For specs. */
public final class FakeTransport implements Transport {

    private final Map<String, Function<Command, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Command>> commands = new ConcurrentHashMap<>();
    private final Map<String, Map<String, byte[]>> files = new ConcurrentHashMap<>();
    private final Map<String, List<List<String>>> trips = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** Adds a host, or changes how it answers. */
    public FakeTransport host(String name, Function<Command, Answer> answering) {
        answers.put(name, answering);
        return this;
    }

    /** From now on the host is lost: every call on it, or on a session of it, throws {@link Unreachable}. */
    public void lose(String name) {
        lost.add(name);
    }

    /** The host is back. */
    public void find(String name) {
        lost.remove(name);
    }

    /** What the host was given to run so far, in order. */
    public List<Command> commands(String name) {
        return List.copyOf(commands.getOrDefault(name, List.of()));
    }

    /** The same as words, by the round trips that a real host would have taken. */
    public List<List<String>> trips(String name) {
        return List.copyOf(trips.getOrDefault(name, List.of()));
    }

    private void trip(String name, List<Command> commands) {
        if (!commands.isEmpty()) {
            trips.computeIfAbsent(name, host -> new CopyOnWriteArrayList<>())
                    .add(commands.stream().map(command -> String.join(" ", command.argv())).toList());
        }
    }

    /** The files of a host by path; changes are seen by its sessions. */
    public Map<String, byte[]> files(String name) {
        return files.computeIfAbsent(name, host -> new ConcurrentHashMap<>());
    }

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException {
        check(host.name());
        return new Played(host.name());
    }

    @Override
    public void close() {
        // There is nothing to end.
    }

    private void check(String name) throws Unreachable {
        if (!answers.containsKey(name)) {
            throw new Unreachable(name, name + " is not among the played hosts", null);
        }
        if (lost.contains(name)) {
            throw new Unreachable(name, name + " is played as lost", null);
        }
    }

    private final class Played implements Session {

        private final String name;

        Played(String name) {
            this.name = name;
        }

        @Override
        public Answer run(Command command) throws IOException {
            trip(name, List.of(command));
            return answer(command);
        }

        private Answer answer(Command command) throws IOException {
            check(name);
            commands.computeIfAbsent(name, host -> new CopyOnWriteArrayList<>()).add(command);
            Answer answer = answers.get(name).apply(command);
            check(name);
            return answer;
        }

        @Override
        public List<Answer> runAll(List<Command> commands) throws IOException {
            trip(name, commands);
            List<Answer> all = new ArrayList<>();
            for (Command command : commands) {
                all.add(answer(command));
            }
            return all;
        }

        @Override
        public List<Answer> runChain(List<Command> commands, Live live) throws IOException {
            trip(name, commands);
            List<Answer> all = new ArrayList<>();
            for (Command command : commands) {
                Answer answer = answer(command);
                int number = all.size();
                all.add(answer);
                answer.out().lines().forEach(line -> live.line(number, line, false));
                answer.err().lines().forEach(line -> live.line(number, line, true));
                live.answered(number, answer);
                if (!answer.ok()) {
                    break;
                }
            }
            return all;
        }

        @Override
        public Answer stream(Command command, Consumer<String> out, Consumer<String> err) throws IOException {
            Answer answer = run(command);
            answer.out().lines().forEach(out);
            answer.err().lines().forEach(err);
            return answer;
        }

        @Override
        public Answer feed(Command command, Feed input, Consumer<String> out, Consumer<String> err) throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            input.to(read);
            return stream(command.reading(Bytes.of(read.toByteArray())), out, err);
        }

        @Override
        public Answer pour(Command command, OutputStream to, Consumer<String> err) throws IOException {
            Answer answer = run(command);
            to.write(answer.out().getBytes(StandardCharsets.UTF_8));
            answer.err().lines().forEach(err);
            return new Answer(answer.status(), answer.signal(), "", answer.err(), answer.took());
        }

        @Override
        public void put(InputStream content, String path, int mode) throws IOException {
            check(name);
            files(name).put(path, content.readAllBytes());
        }

        @Override
        public void get(String path, OutputStream to) throws IOException {
            check(name);
            byte[] content = files(name).get(path);
            if (content == null) {
                throw new IOException("cannot read " + path + " on " + name + ": No such file or directory");
            }
            to.write(content);
        }

        @Override
        public String knownHostLines() {
            return "";
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    }
}
