package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import io.berth.model.Disk;
import io.berth.model.Nic;
import io.berth.model.Slot;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands behind a dot or in brackets, and what can be assigned to. */
final class Places {

    /** The records whose components playbook code may read. */
    private static final Set<Class<?>> READABLE = Set.of(Slot.class, Disk.class, Nic.class, HostSeen.class);

    private final Expressions expressions;
    private final Sight sight;

    Places(Expressions expressions, Sight sight) {
        this.expressions = expressions;
        this.sight = sight;
    }

    Object property(Expression.Property written, Frame frame) {
        SourceRange at = frame.source().at(written.nameAt());
        String name = written.name();
        Object self = expressions.value(written.self(), frame);
        if (Unknown.is(self) || self == null && written.safe()) {
            return self;
        }
        if (self instanceof Number number) {
            return withUnit(number, name, at);
        }
        if (self instanceof Handle handle) {
            return Results.part(sight.result(handle, frame.source().text(written.at())), name, at);
        }
        if (self instanceof Facts facts) {
            return facts.fact(name, written.safe(), at);
        }
        if (self instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (self != null && READABLE.contains(self.getClass())) {
            return component((Record) self, name, at);
        }
        if (self instanceof List<?>) {
            throw new Trouble(at, "a list has no '" + name + "'", "take it of each element: collect { it." + name + " }");
        }
        throw new Trouble(at, Values.describe(self) + " has no '" + name + "'");
    }

    private static Object withUnit(Number number, String unit, SourceRange at) {
        Collection<String> units = new TreeSet<>(Operators.SIZE_UNITS.keySet());
        units.addAll(Operators.DURATION_UNITS.keySet());
        if (!units.contains(unit)) {
            throw new Trouble(at, "unknown unit '" + unit + "'", DidYouMean.hint(unit, unit.length() > 1 ? units.stream().filter(known -> known.length() > 1).toList() : units));
        }
        return Operators.withUnit(number, unit);
    }

    private static Object component(Record self, String name, SourceRange at) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : self.getClass().getRecordComponents()) {
            if (component.getType() != SourceRange.class) {
                known.add(component.getName());
                if (component.getName().equals(name)) {
                    return Shape.read(component, self);
                }
            }
        }
        throw new Trouble(at, Values.describe(self) + " has no '" + name + "'", DidYouMean.hint(name, known));
    }

    /** {@code self[index]}. */
    Object element(Object self, Object index) {
        if (Unknown.is(self) || Unknown.is(index)) {
            return Unknown.VALUE;
        }
        if (self instanceof List<?> list && index instanceof Integer number) {
            return list.get(ListMethods.place(list, number));
        }
        if (self instanceof String text && index instanceof Integer number) {
            List<String> characters = Arrays.asList(text.split(""));
            return characters.get(ListMethods.place(text.isEmpty() ? List.of() : characters, number));
        }
        if (self instanceof Map<?, ?> map && index instanceof String key) {
            return map.get(key);
        }
        throw new Trouble(Values.describe(self) + " has no element " + Values.describe(index));
    }

    /** Gives a local name, an element of a list or an entry of a map another value. */
    Object assign(Expression to, Object value, Frame frame) {
        if (to instanceof Expression.Name variable) {
            String name = variable.name();
            if (!frame.knows(name)) {
                throw new Trouble(frame.source().at(to.at()), "'" + name + "' is not declared here", "declare it: def " + name + " = …");
            }
            frame.set(name, value);
        } else if (to instanceof Expression.Property property) {
            put(property.self(), new Expression.Constant(property.name(), property.nameAt()), value, to, frame);
        } else if (to instanceof Expression.Binary index && index.operator().equals("[")) {
            put(index.left(), index.right(), value, to, frame);
        } else {
            throw new Trouble(frame.source().at(to.at()), "this cannot be assigned to");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private void put(Expression into, Expression at, Object value, Expression whole, Frame frame) {
        Object self = expressions.value(into, frame);
        Object key = expressions.value(at, frame);
        if (Unknown.is(self) || Unknown.is(key)) {
            return;
        }
        if (self instanceof Map<?, ?> map && key instanceof String name) {
            ((Map<String, Object>) map).put(name, value);
        } else if (self instanceof List<?> list && key instanceof Integer number) {
            ((List<Object>) list).set(ListMethods.place(list, number), value);
        } else {
            throw new Trouble(frame.source().at(whole.at()), "this cannot be assigned to");
        }
    }
}
