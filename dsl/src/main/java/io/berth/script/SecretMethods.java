package io.berth.script;

import static io.berth.script.Method.taking;

import io.berth.model.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The methods of secrets: those of texts that give the whole of it again. Parts of it could not be kept out of outputs. */
final class SecretMethods {

    static final Map<String, Method> ALL = new TreeMap<>(Map.of(
            "toString", taking(0, (self, args, caller) -> self),
            "trim", taking(0, (self, args, caller) -> changed(self, String::strip)),
            "stripIndent", taking(0, (self, args, caller) -> changed(self, String::stripIndent))));

    private SecretMethods() {
    }

    private static Secret changed(Object self, UnaryOperator<String> change) {
        Secret secret = (Secret) self;
        return new Secret(secret.name(), change.apply(secret.text()));
    }
}
