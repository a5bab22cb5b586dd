package io.berth.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What picocli is told of a command. The compiler writes one for each class with picocli's annotations, of the class's name and
 * {@code Model}, so that no start reads annotations: that takes longer than all else before the first host is asked (ADR 31).
 */
abstract class Model {

    static Model of(Class<?> command) {
        try {
            return (Model) Class.forName(command.getName() + "Model").getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(command + " has no model", e);
        }
    }

    /** Of a new object of the command, which is its user object. */
    abstract CommandSpec spec();

    /** The classes of its verbs. */
    List<Class<? extends Action>> verbs() {
        return List.of();
    }

    /** Has it kept where the command looks for it. */
    static <V> OptionSpec.Builder bound(OptionSpec.Builder option, Supplier<V> from, Consumer<V> to) {
        Place<V> place = new Place<>(from, to);
        return option.initialValue(from.get()).getter(place).setter(place);
    }

    static <V> PositionalParamSpec.Builder bound(PositionalParamSpec.Builder parameter, Supplier<V> from, Consumer<V> to) {
        Place<V> place = new Place<>(from, to);
        return parameter.initialValue(from.get()).getter(place).setter(place);
    }

    /** A field. picocli gives and takes values of its type, which it was told. */
    private record Place<V>(Supplier<V> from, Consumer<V> to) implements IGetter, ISetter {

        @Override
        @SuppressWarnings("unchecked")
        public <T> T get() {
            return (T) from.get();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T set(T value) {
            T before = get();
            to.accept((V) value);
            return before;
        }
    }
}
