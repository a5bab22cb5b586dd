package io.berth.script;

import static io.berth.script.Method.code;
import static io.berth.script.Method.count;
import static io.berth.script.Method.taking;

import io.berth.diag.DidYouMean;
import io.berth.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The methods that playbook code may call on values, by kind of value: these and no others. They have the names and
 * meanings of Groovy's. None of them reaches outside the values it is given.
 */
final class Methods {

    private static final Map<String, Method> ANY = Map.of("toString", taking(0, (self, args, caller) -> Values.display(self)));

    static final Map<String, Method> OF_NUMBERS = new TreeMap<>(Map.of(
            "toString", taking(0, (self, args, caller) -> Values.display(self)),
            "abs", taking(0, (self, args, caller) -> Values.compare(self, 0) < 0 ? Operators.negative(self) : self),
            "intdiv", taking(1, (self, args, caller) -> intdiv(count(self), count(args.get(0)))),
            "times", taking(1, (self, args, caller) -> {
                for (int i = 0; i < count(self); i++) {
                    caller.call(code(args.get(0)), i);
                }
                return null;
            })));

    private static final Map<String, Method> OF_RESULTS = Map.of("on", taking(1, (self, args, caller) ->
            ((Handle) self).on(args.get(0) instanceof HostSeen host ? host.name() : Method.text(args.get(0)))));

    private Methods() {
    }

    /** @throws Trouble if the value has no such method, or it cannot do what it is asked */
    static Object call(Object self, String name, List<Object> arguments, Method.Caller caller) {
        if (self instanceof Code code && name.equals("call")) {
            return caller.call(code, arguments.toArray());
        }
        Map<String, Method> known = of(self);
        Method method = known.get(name);
        if (self == null) {
            throw new Trouble("there is nothing (null) to call '" + name + "' on");
        }
        if (method == null) {
            throw new Trouble(Values.describe(self) + " has no method '" + name + "'", DidYouMean.hint(name, known.keySet()));
        }
        if (arguments.size() < method.least() || arguments.size() > method.most()) {
            String wanted = method.least() == method.most() ? "" + method.least() : method.least() + " to " + method.most();
            throw new Trouble("'" + name + "' takes " + wanted + " argument" + (wanted.equals("1") ? "" : "s") + ", not " + arguments.size());
        }
        return method.body().of(self, arguments, caller);
    }

    private static Map<String, Method> of(Object self) {
        if (self instanceof String) {
            return TextMethods.ALL;
        }
        if (self instanceof Secret) {
            return SecretMethods.ALL;
        }
        if (self instanceof Number) {
            return OF_NUMBERS;
        }
        if (self instanceof List<?>) {
            return ListMethods.ALL;
        }
        if (self instanceof Handle) {
            return OF_RESULTS;
        }
        return self instanceof Map<?, ?> ? MapMethods.ALL : ANY;
    }

    private static int intdiv(int number, int by) {
        if (by == 0) {
            throw new Trouble("division by zero");
        }
        return number / by;
    }
}
