package io.berth.vault;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks a person for a password. */
@FunctionalInterface
public interface Prompt {

    /**
     * The answer, not echoed.
     *
     * @param question without a colon
     * @throws VaultFailure if nobody can be asked, or the answer is cut off
     */
    byte[] ask(String question) throws VaultFailure;

    /** The same, asked twice until both answers are equal. */
    default byte[] askTwice(String question) throws VaultFailure {
        byte[] first = ask(question + ", new");
        if (!Arrays.equals(first, ask(question + ", again"))) {
            throw new VaultFailure("the two answers are not the same; nothing was touched");
        }
        return first;
    }

    /** Whether there is somebody to ask. Since version 22 Java has a console also where there is no terminal, and says so. */
    static boolean hasTerminal() {
        Console console = System.console();
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The terminal berth was started from. */
    static Prompt terminal() {
        return question -> {
            Console console = System.console();
            if (!hasTerminal()) {
                throw new VaultFailure("there is no terminal to ask for the " + question.toLowerCase(java.util.Locale.ROOT)
                        + ": give it by --vault-password-file, --vault-id LABEL@FILE or BERTH_VAULT_PASSWORD_FILE");
            }
            char[] typed = console.readPassword("%s: ", question);
            if (typed == null) {
                throw new VaultFailure("no password was given");
            }
            ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            Arrays.fill(typed, ' ');
            return bytes;
        };
    }
}
