package io.berth.script;

import static io.berth.script.Method.code;
import static io.berth.script.Method.taking;
import static io.berth.script.Method.text;
import static io.berth.script.Method.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The methods of lists. They work on a copy, so that a closure may change the list it is called for. */
final class ListMethods {

    static final Map<String, Method> ALL = new TreeMap<>();

    static {
        ALL.put("size", taking(0, (self, args, caller) -> list(self).size()));
        ALL.put("isEmpty", taking(0, (self, args, caller) -> list(self).isEmpty()));
        ALL.put("first", taking(0, (self, args, caller) -> list(self).get(place(self, 0))));
        ALL.put("last", taking(0, (self, args, caller) -> list(self).get(place(self, list(self).size() - 1))));
        ALL.put("contains", taking(1, (self, args, caller) -> Operators.binary("in", args.get(0), self)));
        ALL.put("indexOf", taking(1, (self, args, caller) -> list(self).indexOf(args.get(0))));
        ALL.put("join", taking(0, 1, (self, args, caller) -> joined(list(self), args.isEmpty() ? "" : text(args.get(0)))));
        ALL.put("toString", taking(0, (self, args, caller) -> Values.joined(List.of(self))));
        ALL.put("reverse", taking(0, (self, args, caller) -> reversed(self)));
        ALL.put("unique", taking(0, (self, args, caller) -> unique(self)));
        ALL.put("flatten", taking(0, (self, args, caller) -> flat(self, new ArrayList<>(), 0)));
        ALL.put("take", taking(1, (self, args, caller) -> copy(list(self).subList(0, within(list(self).size(), args.get(0))))));
        ALL.put("drop", taking(1, (self, args, caller) -> copy(list(self).subList(within(list(self).size(), args.get(0)), list(self).size()))));
        ALL.put("add", taking(1, (self, args, caller) -> Operators.binary("<<", self, args.get(0))));
        ALL.put("sum", taking(0, 1, ListMethods::sum));
        ALL.put("min", taking(0, 1, (self, args, caller) -> extreme(self, args, caller, 0)));
        ALL.put("max", taking(0, 1, (self, args, caller) -> extreme(self, args, caller, list(self).size() - 1)));
        ALL.put("sort", taking(0, 1, ListMethods::sorted));
        ALL.put("each", taking(1, (self, args, caller) -> {
            copy(self).forEach(element -> caller.call(code(args.get(0)), element));
            return self;
        }));
        ALL.put("eachWithIndex", taking(1, (self, args, caller) -> {
            List<Object> elements = copy(self);
            for (int i = 0; i < elements.size(); i++) {
                caller.call(code(args.get(0)), elements.get(i), i);
            }
            return self;
        }));
        ALL.put("collect", taking(1, ListMethods::collected));
        ALL.put("collectMany", taking(1, (self, args, caller) -> flat(collected(self, args, caller), new ArrayList<>(), 0)));
        ALL.put("collectEntries", taking(1, (self, args, caller) -> MapMethods.entries(collected(self, args, caller))));
        ALL.put("groupBy", taking(1, (self, args, caller) -> MapMethods.grouped(copy(self), code(args.get(0)), caller)));
        ALL.put("findAll", taking(1, (self, args, caller) -> new ArrayList<>(copy(self).stream().filter(test(args, caller)).toList())));
        ALL.put("find", taking(1, (self, args, caller) -> copy(self).stream().filter(test(args, caller)).findFirst().orElse(null)));
        ALL.put("any", taking(1, (self, args, caller) -> copy(self).stream().anyMatch(test(args, caller))));
        ALL.put("every", taking(1, (self, args, caller) -> copy(self).stream().allMatch(test(args, caller))));
        ALL.put("count", taking(1, (self, args, caller) -> (int) copy(self).stream().filter(test(args, caller)).count()));
    }

    private ListMethods() {
    }

    private static List<?> list(Object self) {
        return (List<?>) self;
    }

    private static Object joined(List<?> parts, String separator) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (!all.isEmpty()) {
                all.add(separator);
            }
            all.add(part);
        }
        return Values.joined(all);
    }

    private static List<Object> copy(Object self) {
        return new ArrayList<>(list(self));
    }

    /** @throws Trouble if the list has no such place */
    static int place(Object self, int index) {
        int size = list(self).size();
        int place = index < 0 && size > 0 ? index + size : index;
        if (place < 0 || place >= size) {
            throw new Trouble(size == 0 ? "the list is empty" : "the list has " + size + " elements, none at " + index);
        }
        return place;
    }

    private static Predicate<Object> test(List<Object> arguments, Method.Caller caller) {
        Code code = code(arguments.get(0));
        return element -> Values.truth(caller.call(code, element));
    }

    private static List<Object> reversed(Object self) {
        List<Object> reversed = copy(self);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Object> unique(Object self) {
        return new ArrayList<>(list(self).stream().distinct().toList());
    }

    private static List<Object> flat(Object value, List<Object> into, int depth) {
        if (depth > 50) {
            throw new Trouble("the list is nested too deeply");
        }
        for (Object element : list(value)) {
            if (element instanceof List<?>) {
                flat(element, into, depth + 1);
            } else {
                into.add(element);
            }
            Operators.limited(into);
        }
        return into;
    }

    private static List<Object> collected(Object self, List<Object> arguments, Method.Caller caller) {
        List<Object> results = new ArrayList<>();
        copy(self).forEach(element -> results.add(caller.call(code(arguments.get(0)), element)));
        return results;
    }

    private static Object sum(Object self, List<Object> arguments, Method.Caller caller) {
        List<Object> parts = arguments.isEmpty() ? copy(self) : collected(self, arguments, caller);
        return parts.stream().reduce((left, right) -> Operators.binary("+", left, right)).orElse(null);
    }

    private static List<Object> sorted(Object self, List<Object> arguments, Method.Caller caller) {
        List<Object> sorted = copy(self);
        if (arguments.isEmpty()) {
            sorted.sort(Values::compare);
        } else {
            Map<Object, Object> keys = new IdentityHashMap<>();
            sorted.forEach(element -> keys.put(element, caller.call(code(arguments.get(0)), element)));
            sorted.sort((left, right) -> Values.compare(keys.get(left), keys.get(right)));
        }
        return sorted;
    }

    private static Object extreme(Object self, List<Object> arguments, Method.Caller caller, int place) {
        List<Object> sorted = sorted(self, arguments, caller);
        return sorted.isEmpty() ? null : sorted.get(place);
    }
}
