package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Seconds;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Waits until something holds: a port, a file, a text, a command. */
final class WaitTask implements TaskType<WaitTask.Wait> {

    private static final Script LOOK = Script.of(WaitTask.class, "wait/holds.sh", "wait/look.sh");
    private static final Script WAIT = Script.of(WaitTask.class, "wait/holds.sh", "wait/wait.sh");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]*");
    /** What the last look may take beyond the time. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    enum State { THERE, GONE, DRAINED }

    enum From { HOST, CONTROLLER }

    public record Wait(
            @Param(doc = "a TCP port, 1 to 65535") int port,
            @Param(doc = "address of the port; not said: the host's own loopback, or from the controller the host's address") String address,
            @Param(doc = "absolute path of a file or directory") String file,
            @Param(doc = "a text that stands in the file, as it is") String text,
            @Param(doc = "an extended regular expression that a line of the file matches") String matches,
            @Param(doc = "only what is written to the file from now on counts") boolean fresh,
            @Param(doc = "program and arguments that shall end with status 0") List<String> command,
            @Param(doc = "there: the port is open, the file is there, the text is in it, the command succeeds; gone: the contrary; drained: no connection to the host's port is left",
                    fallback = "there") State state,
            @Param(doc = "how long at most, in whole seconds", fallback = "5m") Duration within,
            @Param(doc = "pause between two looks, at least 0.1 seconds", fallback = "1s") Duration every,
            @Param(doc = "who tries the port: the host itself, or the controller", fallback = "host") From from) {
        public Wait {
            command = List.copyOf(command);
        }
    }

    @Override
    public String word() {
        return "wait";
    }

    @Override
    public String doc() {
        return "Waits until a port is open, a file is there, a text is in it or a command succeeds, or the contrary.";
    }

    @Override
    public Class<Wait> parameters() {
        return Wait.class;
    }

    @Override
    public String name(Wait wait) {
        return Program.name(what(wait) + (wait.state() == State.THERE ? "" : " " + wait.state().name().toLowerCase(Locale.ROOT)));
    }

    private static String what(Wait wait) {
        String text = wait.text() + wait.matches();
        return wait.port() != 0 ? "port " + (wait.address().isEmpty() ? "" : wait.address() + ":") + wait.port()
                : !wait.command().isEmpty() ? String.join(" ", wait.command())
                : text.isEmpty() ? wait.file() : "'" + text + "' in " + wait.file();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Wait wait, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of());
    }

    private static Wrong wrong(Wait wait) {
        boolean text = !wait.text().isEmpty() || !wait.matches().isEmpty();
        long kinds = (wait.port() != 0 ? 1 : 0) + (!wait.file().isEmpty() ? 1 : 0) + (!wait.command().isEmpty() ? 1 : 0);
        Wrong wrong = new Wrong().when(kinds != 1, "wants one of 'port', 'file' and 'command'")
                .when(wait.port() < 0 || wait.port() > 65535, "'port' wants 1 to 65535")
                .when(text && wait.file().isEmpty(), "'text' and 'matches' need the 'file' they are looked for in")
                .when(!wait.text().isEmpty() && !wait.matches().isEmpty(), "wants one of 'text' and 'matches'")
                .when(wait.fresh() && !text, "'fresh' is for 'text' and 'matches'")
                .when(wait.state() == State.DRAINED && (wait.port() == 0 || wait.from() == From.CONTROLLER), "'drained' is for a 'port' of the host")
                .when(wait.from() == From.CONTROLLER && wait.port() == 0, "from the controller, only a 'port' is looked at")
                .when(wait.within().isNegative() || wait.every().toMillis() < 100, "'within' must not be negative, 'every' at least 0.1 seconds")
                .unlessLine("text", wait.text()).unlessLine("matches", wait.matches());
        if (!wait.file().isEmpty()) {
            wrong.unlessAbsolute("file", wait.file());
        }
        if (!wait.address().isEmpty()) {
            wrong.unlessFits("address", wait.address(), ADDRESS, "a name or an address");
        }
        wait.command().stream().limit(1).forEach(program -> wrong.unlessProgram("command", program));
        return wrong;
    }

    @Override
    public void check(Wait wait, Scope scope, SourceRange at, Diagnostics into) {
        wrong(wait).tell(at, into);
    }

    /** Neither runs the user's command in a plan, nor reads what is not to count. */
    private static boolean looks(Wait wait) {
        return wait.command().isEmpty() && !wait.fresh() && wait.from() == From.HOST;
    }

    @Override
    public List<Command> observe(Wait wait, Scope scope) {
        return looks(wait) ? List.of(LOOK.with(condition(wait))) : List.of();
    }

    private static List<String> condition(Wait wait) {
        String wanted = wait.state().name().toLowerCase(Locale.ROOT);
        if (wait.port() != 0) {
            return List.of("port", wanted, wait.address().isEmpty() ? "127.0.0.1" : wait.address(), Integer.toString(wait.port()));
        } else if (!wait.command().isEmpty()) {
            List<String> words = new ArrayList<>(List.of("command", wanted));
            words.addAll(wait.command());
            return words;
        }
        return wait.text().isEmpty() && wait.matches().isEmpty() ? List.of("file", wanted, wait.file())
                : List.of("text", wanted, wait.file(), "1", wait.text().isEmpty() ? "regex" : "fixed", wait.text() + wait.matches());
    }

    @Override
    public Change change(Wait wait, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(wait).fail();
        if (looks(wait) && seen.get(0).ok()) {
            return Change.none("it is so");
        }
        return Change.of(Change.Kind.LOOK, "wait up to " + Seconds.of(wait.within()), hands -> {
            if (wait.from() == From.CONTROLLER) {
                fromHere(wait, scope);
            } else {
                onHost(wait, hands);
            }
        });
    }

    private static void onHost(Wait wait, Hands hands) throws TaskFailure, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(wait.within().toSeconds()),
                String.format(Locale.ROOT, "%.1f", wait.every().toMillis() / 1000.0), wait.fresh() ? "yes" : "no"));
        arguments.addAll(condition(wait));
        Command command = WAIT.with(arguments).within(wait.within().plus(MARGIN));
        Answer answer = hands.stream(command, hands::say);
        if (answer.status() == 1) {
            throw over(wait);
        }
        if (!answer.ok()) {
            throw new CommandFailure("waiting failed", command, answer, "");
        }
    }

    private static void fromHere(Wait wait, Scope scope) throws TaskFailure, InterruptedException {
        String address = !wait.address().isEmpty() ? wait.address() : scope.host().address().isEmpty() ? scope.host().name() : scope.host().address();
        long end = System.nanoTime() + wait.within().toNanos();
        while (opens(address, wait.port()) != (wait.state() == State.THERE)) {
            if (System.nanoTime() - end >= 0) {
                throw over(wait);
            }
            Thread.sleep(wait.every().toMillis());
        }
    }

    private static boolean opens(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static TaskFailure over(Wait wait) {
        return new TaskFailure(Program.name(what(wait)) + " is not " + wait.state().name().toLowerCase(Locale.ROOT) + " after " + Seconds.of(wait.within()),
                "give it more time with 'within', or find out what it waits for");
    }
}
