package io.berth.api;

import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A shell fragment in a resource file beside its task. Values reach it as positional arguments only. */
public final class Script {

    /** Bytes from which on a text goes packed: a kernel takes no argument above 128 KiB, and what stands around it counts, too. */
    private static final int LARGE = 64 << 10;

    private final String name;
    private final Class<?> beside;
    private final List<String> files;
    private final int question;
    /** Read when it is first wanted, since a run has a use for few of all scripts there are; null until then. */
    private volatile String text;
    /** The text as a command has it; null until it is first wanted. */
    private volatile String sent;

    private Script(Class<?> beside, List<String> files, int question) {
        this.beside = beside;
        this.files = files;
        this.name = files.get(files.size() - 1);
        this.question = question;
    }

    /**
     * @param beside the class whose package holds the files
     * @param files one or more, put one behind the other: libraries of functions first
     * @throws IllegalArgumentException if one is missing; of berth's own, when its text is first wanted
     */
    public static Script of(Class<?> beside, String... files) {
        Script script = new Script(beside, List.of(files), 0);
        if (beside.getClassLoader() != Script.class.getClassLoader()) {
            script.text(); // of a task type that is not berth's own: what it lacks is told when it is loaded
        }
        return script;
    }

    /**
     * The same as one that only looks, and takes as many questions as it is asked, one behind the other: so that many tasks of a
     * host cost it little more than one.
     *
     * @param arguments how many each question has
     * @see Command#question
     */
    public Script forEach(int arguments) {
        return new Script(beside, files, arguments);
    }

    /** The command that runs it, {@code $0} being the file's name. */
    public Command with(String... arguments) {
        return with(List.of(arguments));
    }

    public Command with(List<String> arguments) {
        if (sent == null) {
            byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
            sent = bytes.length < LARGE ? text() : "berth=$(echo " + packed(bytes) + " | base64 -d | gzip -dc); eval \"$berth\"";
        }
        List<String> argv = new ArrayList<>(List.of("/bin/sh", "-euc", sent, name));
        argv.addAll(arguments);
        return Command.of(argv).asking(question);
    }

    /** What it says. */
    public String text() {
        if (text == null) {
            StringBuilder read = new StringBuilder();
            files.forEach(file -> read.append(read(beside, file)));
            text = read.toString();
        }
        return text;
    }

    private static String read(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + file + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
