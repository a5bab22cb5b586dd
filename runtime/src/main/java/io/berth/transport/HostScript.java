package io.berth.transport;

import io.berth.model.Bytes;
import io.berth.model.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script of this package as it is sent to a host. */
record HostScript(byte[] text) {

    private static final String PRELUDE = resource("prelude.sh");
    private static final String ENDING = resource("ending.sh");
    private static final String SHELL = resource("shell.sh");
    private static final String GUARD = ENDING + resource("guard.sh");
    private static final String KILL = ENDING + resource("kill.sh");
    private static final String ATTACH = ENDING + resource("attach.sh");
    private static final String GET = resource("get.sh");
    private static final String PUT = resource("pieces.sh") + resource("put.sh");
    private static final String PIECE = resource("pieces.sh") + resource("piece.sh");

    /** What makes a plain {@code /bin/sh} the shell that stays; for its standard input. */
    static byte[] shell(String mark) {
        return utf8("berth_mark=" + Quote.word(mark) + "\n" + PRELUDE + SHELL);
    }

    /** @param fed whether its input comes in pieces, in place of the command's own */
    static HostScript guard(String mark, long graceSeconds, Command command, boolean fed) {
        ShellText values = new ShellText().add(Quote.words(List.of(mark, String.valueOf(graceSeconds))) + " ")
            .addPrinted(fed ? Bytes.NONE : command.input())
            .add(" " + (fed ? "yes" : "''") + " " + Quote.word(ShellText.surroundings(command)) + " " + Quote.words(command.argv()));
        return of(values.toBytes(), GUARD);
    }

    static HostScript kill(String mark, Shell.Self shell, long graceSeconds) {
        return of(List.of(mark, shell.process(), shell.directory(), String.valueOf(graceSeconds)), KILL);
    }

    static HostScript attach(String mark, Shell.Self shell, long number, long graceSeconds, boolean follow) {
        return of(List.of(mark, shell.process(), shell.directory(), String.valueOf(number), String.valueOf(graceSeconds), follow ? "yes" : "no"),
            ATTACH);
    }

    static HostScript get(String mark, String path) {
        return of(List.of(mark, path), GET);
    }

    static HostScript put(String mark, String path, int mode, String beside) {
        return of(List.of(mark, path, Integer.toOctalString(mode), beside), PUT);
    }

    static HostScript piece(String mark, String beside) {
        return of(List.of(mark, beside), PIECE);
    }

    /** The shell line that reads the script from its standard input and runs it; for its arguments a line is too short. */
    String line() {
        return "exec /bin/sh -c 'eval \"$(dd bs=65536 count=\"$1\" iflag=fullblock,count_bytes status=none)\"' berth "
            + text.length;
    }

    /** In braces: a shell reads them to their end before it begins, so a text that was cut short does nothing at all. */
    private static HostScript of(byte[] values, String script) {
        return new HostScript(new ShellText().add("{\nset -- ").add(values).add("\n" + PRELUDE + script + "}\n").toBytes());
    }

    private static HostScript of(List<String> values, String script) {
        return of(utf8(Quote.words(values)), script);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = HostScript.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
