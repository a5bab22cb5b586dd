package io.berth.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Permissions as a playbook says them: in octal digits, {@code 0644}, or as chmod takes them, {@code u=rw,go=r} or
 * {@code a+X}. Without u, g, o or a in front a change is for all three, whatever the umask.
 *
 * @param text empty: none are said
 */
record Mode(String text) {

    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");
    private static final String CHANGE = "[-+=](?:[ugo]|[rwxXst]*)";
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:" + CHANGE + ")+)");
    private static final Pattern CHANGES = Pattern.compile("([-+=])([ugo]|[rwxXst]*)");

    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int STICKY = 01000;
    private static final int ALL_EXECUTE = 0111;

    boolean isSaid() {
        return !text.isEmpty();
    }

    /** Whether it can be understood. */
    boolean isSound() {
        return !isSaid() || OCTAL.matcher(text).matches() || !text.endsWith(",") && clausesAreSound();
    }

    private boolean clausesAreSound() {
        for (String clause : text.split(",")) {
            if (!CLAUSE.matcher(clause).matches()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The permission bits, set-id and sticky bits included, of something that has those of {@code current}. They are the same
     * if none are said.
     */
    int of(int current, boolean directory) {
        if (!isSaid()) {
            return current;
        }
        if (OCTAL.matcher(text).matches()) {
            return Integer.parseInt(text, 8);
        }
        int mode = current;
        for (String clause : text.split(",")) {
            Matcher parts = CLAUSE.matcher(clause);
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no mode");
            }
            String who = parts.group(1).isEmpty() || parts.group(1).contains("a") ? "ugo" : parts.group(1);
            Matcher changes = CHANGES.matcher(parts.group(2));
            while (changes.find()) {
                mode = changed(mode, who, changes.group(1).charAt(0), changes.group(2), directory);
            }
        }
        return mode;
    }

    private static int changed(int mode, String who, char how, String what, boolean directory) {
        int bits = 0;
        int reach = who.contains("o") ? STICKY : 0;
        for (char one : who.toCharArray()) {
            int shift = one == 'u' ? 6 : one == 'g' ? 3 : 0;
            bits |= rights(mode, what, directory) << shift;
            reach |= 7 << shift;
            if (one != 'o') {
                int setId = one == 'u' ? SETUID : SETGID;
                bits |= what.contains("s") ? setId : 0;
                // chmod leaves those of directories alone, unless they are named
                reach |= directory && !what.contains("s") ? 0 : setId;
            }
        }
        bits |= what.contains("t") ? STICKY & reach : 0;
        return switch (how) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> mode & ~reach | bits;
        };
    }

    /** The three bits that letters stand for. */
    private static int rights(int mode, String what, boolean directory) {
        if (what.matches("[ugo]")) {
            return mode >> (what.equals("u") ? 6 : what.equals("g") ? 3 : 0) & 7;
        }
        boolean runs = what.contains("x") || what.contains("X") && (directory || (mode & ALL_EXECUTE) != 0);
        return (what.contains("r") ? 4 : 0) | (what.contains("w") ? 2 : 0) | (runs ? 1 : 0);
    }

    /** Four octal digits. */
    static String octal(int bits) {
        return String.format("%04o", bits);
    }
}
