package io.berth.inventory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a plain YAML scalar is, by the rules of PyYAML (YAML 1.1), which Ansible follows: {@code yes} is true, {@code 010} is
 * eight, {@code 1e5} is a text. Timestamps stay texts, as which Ansible shows them too.
 */
final class YamlRules extends Resolver {

    private static final Pattern BOOL = Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern INT = Pattern.compile("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
            + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
    private static final Pattern JSON_FLOAT = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?[eE][-+]?[0-9]+");

    private final boolean json;

    /** @param json whether numbers are those of JSON, where {@code 1e5} is one */
    YamlRules(boolean json) {
        this.json = json;
    }

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
        addImplicitResolver(Tag.INT, INT, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL|"), "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
    }

    @Override
    public Tag resolve(org.yaml.snakeyaml.nodes.NodeId kind, String value, boolean implicit) {
        boolean scalar = kind == org.yaml.snakeyaml.nodes.NodeId.scalar;
        return json && scalar && implicit && JSON_FLOAT.matcher(value).matches() ? Tag.FLOAT : super.resolve(kind, value, implicit);
    }

    static boolean isTrue(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            default -> false;
        };
    }

    static Number whole(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        digits = digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.contains(":")) {
            value = sixties(digits).toBigInteger();
        } else {
            value = new BigInteger(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
        }
        return Numbers.whole(negative ? value.negate() : value);
    }

    static Object decimal(String text) {
        String digits = text.replace("_", "");
        if (!digits.contains(":")) {
            return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
        }
        boolean negative = digits.startsWith("-");
        BigDecimal value = sixties(negative || digits.startsWith("+") ? digits.substring(1) : digits);
        return negative ? value.negate() : value;
    }

    private static BigDecimal sixties(String digits) {
        BigDecimal value = BigDecimal.ZERO;
        for (String part : digits.split(":")) {
            value = value.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part.endsWith(".") ? part + "0" : part));
        }
        return value;
    }
}
