import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A task type of your own, in Java: keeps the message of the day. */
public final class Motd implements TaskType<Motd.Message> {

    public record Message(
            @Param(doc = "what it says", positional = true, required = true) String text,
            @Param(doc = "absolute path of the file", fallback = "/etc/motd") String path) {
    }

    @Override
    public String word() {
        return "motd";
    }

    @Override
    public String doc() {
        return "Keeps the message of the day.";
    }

    @Override
    public Class<Message> parameters() {
        return Message.class;
    }

    @Override
    public String name(Message message) {
        return message.path();
    }

    /** Tasks of a host run in the order in which the playbook says them. */
    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Message message, Scope scope) {
        return new Footprint(Set.of(), Set.of(new Key("file", message.path(), scope.host().name())));
    }

    /** Looks, and changes nothing. Values reach the shell as arguments only. */
    @Override
    public List<Command> observe(Message message, Scope scope) {
        return List.of(Command.of("sh", "-c", "[ ! -e \"$1\" ] || cat -- \"$1\"", "motd", message.path()));
    }

    @Override
    public Change change(Message message, Scope scope, List<Answer> seen) throws TaskFailure {
        Answer file = seen.get(0);
        if (!file.ok()) {
            throw new TaskFailure(message.path() + " cannot be read: " + file.err().strip(), "");
        }
        String wanted = message.text() + "\n";
        if (file.out().equals(wanted)) {
            return Change.none("says so already");
        }
        Change.Kind kind = file.out().isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE;
        return new Change(kind, "say: " + message.text(), List.of(new Diff(message.path(), file.out(), wanted)), hands ->
                hands.put(new ByteArrayInputStream(wanted.getBytes(StandardCharsets.UTF_8)), message.path(), 0644));
    }
}
