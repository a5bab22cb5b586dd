package io.berth.transport;

import io.berth.model.Become;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a host does not let its user become another one, and what to do, from what its sudo, su or doas said. */
final class Refusal {

    private record Known(Pattern said, String why, String todo) {

        static Known of(String said, String why, String todo) {
            return new Known(Pattern.compile(said, Pattern.CASE_INSENSITIVE), why, todo);
        }
    }

    private static final List<Known> ALL = List.of(
        Known.of("unknown user|user \\S+ does not exist|no passwd entry", "there is no user %u", "make it, or name another"),
        Known.of("not in the sudoers|not allowed to (execute|run)|may not run sudo", "its sudoers do not allow it",
            "allow it there, for example in /etc/sudoers.d: USER ALL=(%u) ALL"),
        Known.of("must have a tty|no tty present", "its sudo wants a terminal", "turn that off there: Defaults !requiretty"),
        Known.of("is not enabled|doas: Operation not permitted", "its doas.conf does not allow it",
            "allow it there: permit nopass USER as %u"),
        Known.of("doas: (Authentication|a tty)", "doas wants a terminal for a password", "allow it without one there: permit nopass USER as %u"),
        Known.of("Permission denied|not available", "it was denied", "see the host's log, and the user's shell and rights there"),
        Known.of("(sudo|su|doas)('|’)?: (not found|No such file)|command not found", "there is no %m", "install it, or use another of sudo, su, doas"));

    private static final Pattern PASSWORD = Pattern.compile(
        "password is required|no password was provided|incorrect password|Authentication failure|authentication token");

    private Refusal() {}

    /**
     * @param said by the program
     * @param askedAgain whether it asked for the password once more
     */
    static String text(String host, Become become, String said, boolean askedAgain) {
        String method = become.method().name().toLowerCase(Locale.ROOT);
        String start = host + " does not let its user become " + become.user() + " by " + method + ": ";
        if (askedAgain || PASSWORD.matcher(said).find()) {
            return start + (become.password().isNone()
                ? "it wants a password, and was given none. Give the password, or allow it without one there"
                : "the password" + (become.password().name().isEmpty() ? "" : " '" + become.password().name() + "'") + " is wrong. Check it:"
                    + (become.method() == Become.Method.SU ? " su wants that of " + become.user() : " sudo wants that of the user who logs in"));
        }
        for (Known known : ALL) {
            if (known.said().matcher(said).find()) {
                return start + (known.why() + ". To do: " + known.todo()).replace("%u", become.user()).replace("%m", method);
            }
        }
        String text = said.strip();
        return start + (text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1));
    }
}
