package io.berth.script;

import java.util.List;
import java.util.stream.Stream;

/** What a playbook writes where a value belongs: Groovy's parse of it, as far as a playbook has a meaning for it. */
sealed interface Expression {

    Place at();

    /** The expressions it is made of; not what stands in a closure. */
    default List<Expression> parts() {
        return List.of();
    }

    /** @param value a String, Integer, BigInteger, BigDecimal, Boolean, or null */
    record Constant(Object value, Place at) implements Expression {
    }

    record Name(String name, Place at) implements Expression {
    }

    /** A text with values in it: one string more than values. */
    record Text(List<String> strings, List<Expression> values, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return values;
        }
    }

    /**
     * A word, or a function: {@code host 'kvm1', port: 22}.
     *
     * @param nameAt where its name stands
     * @param block whether the last argument is the block behind it, and not one behind a comma
     */
    record Say(String name, Place nameAt, List<Expression> arguments, boolean block, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return arguments;
        }
    }

    /** A method of a value: {@code list.join(',')}. @param safe whether nothing is called on null */
    record Ask(Expression self, boolean safe, String name, Place nameAt, List<Expression> arguments, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return Stream.concat(Stream.of(self), arguments.stream()).toList();
        }
    }

    record Property(Expression self, boolean safe, String name, Place nameAt, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(self);
        }
    }

    /** @param implicitIt whether it was written without parameters, so that its argument is {@code it} */
    record Closure(List<Parameter> parameters, boolean implicitIt, Statement body, Place at) implements Expression {
    }

    /** @param initial its value where none is given; none: {@link Nothing} */
    record Parameter(String name, Expression initial, Place at) {

        boolean hasInitial() {
            return !(initial instanceof Nothing);
        }
    }

    record ListOf(List<Expression> elements, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return elements;
        }
    }

    /** @param arguments whether these are the arguments of a call that are given by name, and not a map written as one */
    record MapOf(List<Entry> entries, boolean arguments, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return entries.stream().flatMap(entry -> Stream.of(entry.key(), entry.value())).toList();
        }
    }

    /** @param key where a map stands whose entries are taken, {@code *: map}: {@link Spread} */
    record Entry(Expression key, Expression value) {
    }

    record Spread(Place at) implements Expression {
    }

    record Range(Expression from, Expression to, boolean inclusive, boolean exclusiveLeft, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(from, to);
        }
    }

    record Declaration(Name name, Expression value, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(value);
        }
    }

    record Binary(String operator, Expression left, Expression right, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }
    }

    /** {@code condition ? yes : no}. */
    record Choice(Expression condition, Expression yes, Expression no, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(condition, yes, no);
        }
    }

    /** {@code value ?: otherwise}. */
    record Elvis(Expression value, Expression otherwise, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(value, otherwise);
        }
    }

    /** Whether something holds. @param negated or does not */
    record Truth(Expression of, boolean negated, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    /** {@code -x} and {@code +x}. */
    record Sign(boolean minus, Expression of, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    /** {@code x++} and the like. @param operator of one character @param before whether it stands before what it changes */
    record Step(String operator, boolean before, Expression of, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    record As(Expression value, String type, Place at) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(value);
        }
    }

    record Nothing(Place at) implements Expression {
    }

    /** Groovy that a playbook cannot have; {@link Subset} has said so wherever it knows what it is. */
    record Refused(Place at) implements Expression {
    }
}
