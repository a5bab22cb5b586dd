package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.util.Base64;
import java.util.Optional;

/**
 * A path of a host as it was found.
 *
 * @param mode permission bits, set-id and sticky bits included
 * @param written when it was last changed in any way, with its size, inode and device: as long as that is the same, it is what it was
 * @param digest SHA-256 in hex of a file's content; empty: not asked for, or its size alone tells that it is another
 * @param target what a link points to
 * @param real the path itself, or where its links lead when they are followed
 * @param content of a file that was asked for and is not too long
 */
record SeenPath(Kind kind, int mode, String uid, String gid, String user, String group, long size, String inode, String written, String digest,
                String target, String real, Optional<Bytes> content) {

    enum Kind {
        ABSENT("nothing"), FILE("a file"), DIRECTORY("a directory"), LINK("a symbolic link"), OTHER("neither file nor directory");

        private final String said;

        Kind(String said) {
            this.said = said;
        }

        @Override
        public String toString() {
            return said;
        }
    }

    private static final Script LOOK = Script.of(SeenPath.class, "file/look.sh").forEach(5);

    private static final int TYPE = 0xF000;
    private static final int PERMISSIONS = 07777;

    /** Looks at a path alone. A link is looked at itself. */
    static Command look(String path) {
        return look(path, "", "", 0, false);
    }

    /**
     * Looks at a path and, if that is a file, at its content.
     *
     * @param size only a file of that many bytes has its digest taken; empty: none has; {@code *} before it: so has each of less than 10 MB;
     *     {@code *} alone: each has
     * @param known the content is of no interest if it has this digest
     * @param most the content is of no interest beyond so many bytes; 0: it is of none
     * @param follow whether a link is followed
     */
    static Command look(String path, String size, String known, long most, boolean follow) {
        return LOOK.with(path, size, known, Long.toString(most), follow ? "follow" : "");
    }

    /**
     * @param path the one that was looked at
     * @throws TaskFailure if it could not be looked at
     */
    static SeenPath of(String path, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("cannot look at " + path, Command.of("look at", path), answer, "");
        }
        Lines lines = new Lines(answer.out());
        String real = lines.next();
        String[] said = lines.next().split(" ", 8);
        if (said[0].equals("absent")) {
            return new SeenPath(Kind.ABSENT, 0, "", "", "", "", 0, "", "", "", "", real.isEmpty() ? path : real, Optional.empty());
        }
        int mode = Integer.parseInt(said[0], 16);
        Kind kind = kind(mode);
        String digest = lines.next();
        String rest = lines.rest();
        Optional<Bytes> content = kind == Kind.FILE && rest.startsWith("content\n")
                ? Optional.of(Bytes.of(Base64.getMimeDecoder().decode(rest.substring("content\n".length())))) : Optional.empty();
        return new SeenPath(kind, mode & PERMISSIONS, said[1], said[2], said[4], said[5], Long.parseLong(said[3]), said[6],
                said[3] + " bytes at " + said[6] + ", changed " + said[7], digest,
                kind == Kind.LINK ? rest.substring(0, Math.max(0, rest.length() - 1)) : "", real.isEmpty() ? path : real, content);
    }

    /** Of the type and mode as stat tells them. */
    static Kind kind(int raw) {
        return switch (raw & TYPE) {
            case 0x8000 -> Kind.FILE;
            case 0x4000 -> Kind.DIRECTORY;
            case 0xA000 -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    boolean exists() {
        return kind != Kind.ABSENT;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Walks through an answer line by line. */
    private static final class Lines {
        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        String next() {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            return line;
        }

        String rest() {
            return text.substring(at);
        }
    }
}
