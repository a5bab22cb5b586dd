package io.berth.transport;

import io.berth.model.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** The files of a host, copied to and from by scripts on channels of their own. */
final class HostFiles {

    private static final int SAID = 64 * 1024;
    private static final Duration EVER = Duration.ofDays(365);

    private final String host;
    private final Channels channels;
    private final Guards guards;

    HostFiles(String host, Channels channels, Guards guards) {
        this.host = host;
        this.channels = channels;
        this.guards = guards;
    }

    void get(String path, OutputStream to) throws IOException, InterruptedException {
        String mark = Mark.make();
        Tail said = new Tail(SAID);
        Command named = Command.of("cat", path).within(EVER);
        Guarded.End end = guards.run(named, channels::open, mark, HostScript.get(mark, place(path)),
            new Both(to, OutputStream.nullOutputStream()), said, in -> {});
        if (end.status() != 0) {
            throw new IOException("cannot read " + path + " on " + host + ": " + said.text().strip());
        }
    }

    void put(InputStream content, String path, int mode) throws IOException, InterruptedException {
        int name = place(path).lastIndexOf('/') + 1;
        String mark = Mark.make();
        String beside = place(path).substring(0, name) + "." + place(path).substring(name) + "." + mark.substring(0, 10);
        Upload upload = new Upload(content, helped -> help(helped, path, beside));
        write(path, channels::open, mark, HostScript.put(mark, place(path), mode, beside), upload::send);
    }

    private void help(Upload upload, String path, String beside) throws IOException, InterruptedException {
        String mark = Mark.make();
        HostScript script = HostScript.piece(mark, beside);
        Optional<Channel> spare = channels.openSpare(script.line());
        if (spare.isPresent()) {
            write(path, line -> spare.get(), mark, script, upload::help);
        }
    }

    private void write(String path, Guards.Opening opening, String mark, HostScript script, Guards.Feeding feeding)
            throws IOException, InterruptedException {
        Tail said = new Tail(SAID);
        Guarded.End end = guards.run(Command.of("put", path).within(EVER), opening, mark, script, OutputStream.nullOutputStream(), said,
            feeding);
        if (end.status() != 0) {
            throw new IOException("cannot write " + path + " on " + host + ": " + said.text().strip());
        }
    }

    /** A path that no program takes for an option. */
    private static String place(String path) {
        return path.startsWith("/") ? path : "./" + path;
    }
}
