package io.berth.script;

import static io.berth.script.Method.count;
import static io.berth.script.Method.taking;
import static io.berth.script.Method.text;
import static io.berth.script.Method.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The methods of texts. */
final class TextMethods {

    static final Map<String, Method> ALL = new TreeMap<>();

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}([.][0-9]{1,30})?");

    static {
        ALL.put("size", taking(0, (self, args, caller) -> text(self).length()));
        ALL.put("length", taking(0, (self, args, caller) -> text(self).length()));
        ALL.put("isEmpty", taking(0, (self, args, caller) -> text(self).isEmpty()));
        ALL.put("toUpperCase", taking(0, (self, args, caller) -> text(self).toUpperCase(Locale.ROOT)));
        ALL.put("toLowerCase", taking(0, (self, args, caller) -> text(self).toLowerCase(Locale.ROOT)));
        ALL.put("trim", taking(0, (self, args, caller) -> text(self).strip()));
        ALL.put("reverse", taking(0, (self, args, caller) -> new StringBuilder(text(self)).reverse().toString()));
        ALL.put("stripIndent", taking(0, (self, args, caller) -> text(self).stripIndent()));
        ALL.put("readLines", taking(0, (self, args, caller) -> new ArrayList<Object>(text(self).lines().toList())));
        ALL.put("isInteger", taking(0, (self, args, caller) -> text(self).matches("-?[0-9]{1,18}")));
        ALL.put("toInteger", taking(0, (self, args, caller) -> toInteger(text(self))));
        ALL.put("isNumber", taking(0, (self, args, caller) -> NUMBER.matcher(text(self).strip()).matches()));
        ALL.put("toBigDecimal", taking(0, (self, args, caller) -> number(text(self))));
        ALL.put("matches", taking(1, (self, args, caller) -> Regex.matches(self, args.get(0))));
        ALL.put("replaceAll", taking(2, (self, args, caller) -> Regex.replaced(self, args.get(0), args.get(1))));
        ALL.put("toString", taking(0, (self, args, caller) -> self));
        ALL.put("contains", taking(1, (self, args, caller) -> text(self).contains(text(args.get(0)))));
        ALL.put("startsWith", taking(1, (self, args, caller) -> text(self).startsWith(text(args.get(0)))));
        ALL.put("endsWith", taking(1, (self, args, caller) -> text(self).endsWith(text(args.get(0)))));
        ALL.put("indexOf", taking(1, (self, args, caller) -> text(self).indexOf(text(args.get(0)))));
        ALL.put("take", taking(1, (self, args, caller) -> text(self).substring(0, within(text(self).length(), args.get(0)))));
        ALL.put("drop", taking(1, (self, args, caller) -> text(self).substring(within(text(self).length(), args.get(0)))));
        ALL.put("substring", taking(1, 2, (self, args, caller) -> substring(text(self), args)));
        ALL.put("replace", taking(2, (self, args, caller) -> replaced(text(self), text(args.get(0)), text(args.get(1)))));
        ALL.put("padLeft", taking(1, 2, (self, args, caller) -> padding(text(self), args) + self));
        ALL.put("padRight", taking(1, 2, (self, args, caller) -> self + padding(text(self), args)));
        ALL.put("tokenize", taking(0, 1, (self, args, caller) -> tokens(text(self), args.isEmpty() ? " \t\n" : text(args.get(0)))));
    }

    private TextMethods() {
    }

    /** @throws Trouble if the text is none */
    static Number number(String text) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw new Trouble(Values.describe(text) + " is not a number");
        }
        return new BigDecimal(text.strip());
    }

    static Object toInteger(String text) {
        try {
            return Values.whole(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new Trouble(Values.describe(text) + " is not a whole number");
        }
    }

    private static String substring(String text, List<Object> arguments) {
        int from = count(arguments.get(0));
        int to = arguments.size() > 1 ? count(arguments.get(1)) : text.length();
        if (from < 0 || to < from || to > text.length()) {
            throw new Trouble("the text has " + text.length() + " characters, none from " + from + " to " + to);
        }
        return text.substring(from, to);
    }

    private static String replaced(String text, String part, String by) {
        if (part.isEmpty()) {
            throw new Trouble("cannot replace an empty text");
        }
        long parts = (text.length() - text.replace(part, "").length()) / part.length();
        if (text.length() + parts * by.length() > Values.LARGEST) {
            throw new Trouble("the text is too long");
        }
        return text.replace(part, by);
    }

    private static String padding(String text, List<Object> arguments) {
        int missing = count(arguments.get(0)) - text.length();
        String filling = arguments.size() > 1 ? text(arguments.get(1)) : " ";
        if (missing > Values.LARGEST || filling.isEmpty()) {
            throw new Trouble("the text cannot be padded like that");
        }
        return missing <= 0 ? "" : filling.repeat(missing / filling.length() + 1).substring(0, missing);
    }

    private static List<Object> tokens(String text, String separators) {
        List<Object> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        for (char character : text.toCharArray()) {
            if (separators.indexOf(character) < 0) {
                token.append(character);
            } else if (!token.isEmpty()) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        }
        if (!token.isEmpty()) {
            tokens.add(token.toString());
        }
        return tokens;
    }
}
