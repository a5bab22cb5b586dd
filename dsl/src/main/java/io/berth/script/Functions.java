package io.berth.script;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The functions that playbook code has without declaring them. */
final class Functions {

    static final Map<String, Function<List<Object>, Object>> ALL = Map.of("version", Functions::version);

    private Functions() {
    }

    private static Object version(List<Object> arguments) {
        if (arguments.size() != 1) {
            throw new Trouble("'version' takes 1 argument, not " + arguments.size(), "version('1.10') > version('1.9')");
        }
        Object value = arguments.get(0);
        return Unknown.is(value) ? value : new Version(value instanceof Number ? Values.display(value) : Method.text(value));
    }
}
