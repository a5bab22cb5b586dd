package io.berth.script;

import static io.berth.script.Method.code;
import static io.berth.script.Method.taking;
import static io.berth.script.Method.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The methods of maps. Their keys are texts. A closure of one parameter gets an entry: {@code it.key}, {@code it.value}. */
final class MapMethods {

    static final Map<String, Method> ALL = new TreeMap<>();

    static {
        ALL.put("size", taking(0, (self, args, caller) -> map(self).size()));
        ALL.put("isEmpty", taking(0, (self, args, caller) -> map(self).isEmpty()));
        ALL.put("keySet", taking(0, (self, args, caller) -> new ArrayList<Object>(map(self).keySet())));
        ALL.put("values", taking(0, (self, args, caller) -> new ArrayList<Object>(map(self).values())));
        ALL.put("containsKey", taking(1, (self, args, caller) -> map(self).containsKey(args.get(0))));
        ALL.put("get", taking(1, 2, (self, args, caller) -> map(self).containsKey(args.get(0))
                ? map(self).get(args.get(0)) : args.size() > 1 ? args.get(1) : null));
        ALL.put("toString", taking(0, (self, args, caller) -> Values.joined(List.of(self))));
        ALL.put("each", taking(1, (self, args, caller) -> {
            results(self, args, caller);
            return self;
        }));
        ALL.put("collect", taking(1, MapMethods::results));
        ALL.put("collectEntries", taking(1, (self, args, caller) -> entries(results(self, args, caller))));
        ALL.put("any", taking(1, (self, args, caller) -> results(self, args, caller).stream().anyMatch(Values::truth)));
        ALL.put("every", taking(1, (self, args, caller) -> results(self, args, caller).stream().allMatch(Values::truth)));
        ALL.put("findAll", taking(1, (self, args, caller) -> {
            List<Object> chosen = results(self, args, caller);
            Map<Object, Object> found = new LinkedHashMap<>();
            List<Object> keys = new ArrayList<>(map(self).keySet());
            for (int i = 0; i < keys.size(); i++) {
                if (Values.truth(chosen.get(i))) {
                    found.put(keys.get(i), map(self).get(keys.get(i)));
                }
            }
            return found;
        }));
    }

    private MapMethods() {
    }

    private static Map<?, ?> map(Object self) {
        return (Map<?, ?>) self;
    }

    private static List<Object> results(Object self, List<Object> arguments, Method.Caller caller) {
        Code code = code(arguments.get(0));
        List<Object> results = new ArrayList<>();
        new LinkedHashMap<>(map(self)).forEach((key, value) -> results.add(code.parameters().size() == 2
                ? caller.call(code, key, value)
                : caller.call(code, entry(key, value))));
        return results;
    }

    static Map<String, Object> entry(Object key, Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("key", key);
        entry.put("value", value);
        return entry;
    }

    /** A map of what a closure gave: pairs {@code [key, value]} or maps. */
    static Object entries(List<Object> results) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object result : results) {
            if (Unknown.in(result)) {
                return Unknown.VALUE;
            } else if (result instanceof List<?> pair && pair.size() == 2) {
                map.put(text(pair.get(0)), pair.get(1));
            } else if (result instanceof Map<?, ?> entries) {
                map.putAll(entries);
            } else {
                throw new Trouble("collectEntries wants [key, value] pairs, not " + Values.describe(result));
            }
        }
        return map;
    }

    static Object grouped(List<Object> elements, Code by, Method.Caller caller) {
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        for (Object element : elements) {
            Object key = caller.call(by, element);
            if (Unknown.is(key)) {
                return key;
            }
            lists.computeIfAbsent(text(key), fresh -> new ArrayList<>()).add(element);
        }
        return lists;
    }
}
