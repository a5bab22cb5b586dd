package io.berth.script;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import io.berth.model.Redeploy;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Task types for the specs of the loader, one for each kind of parameter; only words and parameters matter here. */
public final class Vocabulary {

    public record Exec(@Param(doc = "program and arguments", positional = true, required = true) List<String> argv) {
    }

    public enum Level { LOW, VERY_HIGH }

    public record Inner(@Param(doc = "how deep", required = true) int depth, @Param(doc = "a note", fallback = "none") String note) {
    }

    public record Everything(
            @Param(doc = "a text", positional = true, required = true) String text,
            @Param(doc = "a number", positional = true, fallback = "7") int number,
            @Param(doc = "a large number") long large,
            @Param(doc = "a flag", fallback = "true") boolean flag,
            @Param(doc = "a duration", fallback = "90s") Duration patience,
            @Param(doc = "a size", fallback = "2GiB") Size size,
            @Param(doc = "some texts") List<String> texts,
            @Param(doc = "named texts") Map<String, String> names,
            @Param(doc = "a level", fallback = "low") Level level,
            @Param(doc = "parts", required = true) Inner inner) {
    }

    public record Start(@Param(doc = "the slot", positional = true, required = true) Slot slot) {
    }

    public record OnImage(@Param(doc = "the image", positional = true, required = true) ImageName image) {
    }

    /** As a built-in type whose parameters come from declarations: no word of plays. */
    public record Undescribed(String name) {
    }

    private record Type<P extends Record>(String word, Class<P> parameters) implements TaskType<P> {
        @Override
        public String name(P said) {
            return word;
        }

        @Override
        public Footprint footprint(P said, Scope scope) {
            return new Footprint(Set.of(), Set.of());
        }

        @Override
        public List<Command> observe(P said, Scope scope) {
            return List.of();
        }

        @Override
        public Change change(P said, Scope scope, List<Answer> seen) {
            return Change.none("nothing");
        }
    }

    private Vocabulary() {
    }

    public static <P extends Record> TaskType<P> type(String word, Class<P> parameters) {
        return new Type<>(word, parameters);
    }

    public static List<TaskType<?>> all() {
        return List.of(type("exec", Exec.class), type("everything", Everything.class), type("start", Start.class),
                type("domain", Undescribed.class), type("redeploy", Redeploy.class));
    }
}
