package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jinja in the variables of Ansible inventories, as far as it names other variables of the same host: {@code {{ rack }}},
 * {@code {{ net.lan['mask'] }}}. What is more than that stays as it stands, and is said.
 */
final class References {

    private static final Pattern REFERENCE = Pattern.compile(
            "\\{\\{-?\\s*([A-Za-z_]\\w*)((?:\\.\\w+|\\[(?:\\d+|'[^']*'|\"[^\"]*\")])*)\\s*-?}}");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(?:(\\d+)|'([^']*)'|\"([^\"]*)\")]");

    /** A reference leads nowhere; why is said. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message, null, false, false);
        }
    }

    private final String host;
    private final Map<String, HostVariable> variables;
    private final Diagnostics diagnostics;
    private final Map<String, Object> resolved = new LinkedHashMap<>();
    private final Set<String> beingResolved = new LinkedHashSet<>();

    References(String host, Map<String, HostVariable> variables, Diagnostics diagnostics) {
        this.host = host;
        this.variables = variables;
        this.diagnostics = diagnostics;
    }

    /** The value of a variable that there is. */
    Object resolved(String name) {
        if (resolved.containsKey(name)) {
            return resolved.get(name);
        }
        HostVariable variable = variables.get(name);
        if (!beingResolved.add(name)) {
            throw new Lost("'" + name + "' refers to itself: " + String.join(" -> ", beingResolved) + " -> " + name);
        }
        Object value = variable.foreign() ? within(variable.value(), variable.at()) : variable.value();
        beingResolved.remove(name);
        resolved.put(name, value);
        return value;
    }

    private Object within(Object value, SourceRange at) {
        if (value instanceof String text) {
            return text.contains("{{") || text.contains("{%") ? filled(text, at) : text;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(within(element, at)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put((String) key, within(element, at)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    /** The text with what it refers to; a text that is one reference becomes the value itself. */
    private Object filled(String text, SourceRange at) {
        Matcher reference = REFERENCE.matcher(text);
        String rest = reference.replaceAll("");
        if (rest.contains("{{") || rest.contains("{%")) {
            diagnostics.warning(at, "holds Jinja that berth does not evaluate: it stays as it is written",
                    "berth takes names of variables of the host, {{ name }}, {{ name.part }}, and no filters, facts or statements");
            return text;
        }
        try {
            reference.reset();
            if (reference.matches()) {
                return referred(reference);
            }
            StringBuilder out = new StringBuilder();
            Optional<Secret> secret = Optional.empty();
            reference.reset();
            while (reference.find()) {
                Object value = referred(reference);
                secret = value instanceof Secret one ? Optional.of(one) : secret;
                reference.appendReplacement(out, Matcher.quoteReplacement(inText(value)));
            }
            String whole = reference.appendTail(out).toString();
            return secret.isPresent() ? new Secret(secret.get().name(), whole) : whole;
        } catch (Lost lost) {
            diagnostics.warning(at, lost.getMessage() + "; it stays as it is written");
            return text;
        }
    }

    private Object referred(Matcher reference) {
        String name = reference.group(1);
        Object value;
        if (name.equals("inventory_hostname") && !variables.containsKey(name)) {
            value = host;
        } else if (name.equals("inventory_hostname_short") && !variables.containsKey(name)) {
            value = host.replaceFirst("\\..*", "");
        } else if (variables.containsKey(name)) {
            value = resolved(name);
        } else {
            throw new Lost("refers to '" + name + "', which is no variable of the host");
        }
        Matcher step = STEP.matcher(reference.group(2));
        while (step.find()) {
            value = step(value, step, reference.group());
        }
        return value;
    }

    private static Object step(Object value, Matcher step, String reference) {
        String number = step.group(2) != null ? step.group(2) : step.group(1) != null && step.group(1).matches("[0-9]{1,6}") ? step.group(1) : "";
        if (value instanceof List<?> list && !number.isEmpty() && number.length() < 7 && Integer.parseInt(number) < list.size()) {
            return list.get(Integer.parseInt(number));
        }
        String key = step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2)
                : step.group(3) != null ? step.group(3) : step.group(4);
        if (value instanceof Map<?, ?> map && map.containsKey(key)) {
            return map.get(key);
        }
        throw new Lost("nothing is at '" + step.group() + "' of " + reference);
    }

    /** As Python writes it into a text. */
    private static String inText(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new Lost("a list or a mapping cannot stand in the middle of a text");
        }
        return value == null ? "None" : value instanceof Secret secret ? secret.text() : String.valueOf(value);
    }
}
