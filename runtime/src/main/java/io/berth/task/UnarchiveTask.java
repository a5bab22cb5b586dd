package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An archive, unpacked into a directory of a host. A small file in that directory records the digest of what was unpacked, and
 * goes when the directory goes; nothing is unpacked again while it tells the same.
 */
final class UnarchiveTask implements TaskType<UnarchiveTask.Unarchive> {

    private static final Script LOOK = Script.of(UnarchiveTask.class, "sha256.sh", "unarchive/look.sh").forEach(4);
    private static final Script UNPACK = Script.of(UnarchiveTask.class, "unarchive/unpack.sh");

    private static final int REFUSED = 75;

    /** @param src a file of the controller, a file of the host, or a URL */
    public record Unarchive(
            @Param(doc = "the archive: a file of the controller, from the playbook's directory; with onHost one of the host; or a URL. tar as "
                    + "it is or packed by gzip, xz, zstd or bzip2, and zip", required = true, positional = true) String src,
            @Param(doc = "the directory of the host it is unpacked into, from the root on; it is made", required = true) String to,
            @Param(doc = "whether src is a file of the host itself, from the root on", fallback = "false") boolean onHost,
            @Param(doc = "for a URL: sha256: and 64 hex digits") String checksum,
            @Param(doc = "for a URL: headers of the request, by name", secret = true) Map<String, String> headers,
            @Param(doc = "a path, in 'to' or from the root on: while it is there, nothing is unpacked") String creates,
            @Param(doc = "how many leading parts of the names in a tar archive are left out", fallback = "0") int strip,
            @Param(doc = "owner of what is unpacked, by name or number; none: the user who unpacks it") String owner,
            @Param(doc = "owning group of what is unpacked, by name or number") String group) {

        public Unarchive {
            headers = Map.copyOf(headers);
        }

        boolean isUrl() {
            return !onHost && src.matches("(?s)[a-z]+://.*");
        }

        Download download() {
            return new Download(src, checksum, headers);
        }

        /** The name of the file that tells what was unpacked. */
        String record() {
            return ".berth-unpacked-" + Content.digest((src + "\0" + strip + "\0" + owner + "\0" + group).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        }
    }

    @Override
    public String word() {
        return "unarchive";
    }

    @Override
    public Class<Unarchive> parameters() {
        return Unarchive.class;
    }

    @Override
    public String doc() {
        return "Unpacks an archive into a directory; one that would write anywhere else is refused.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Unarchive unarchive) {
        return unarchive.src() + " in " + HostPath.plain(unarchive.to());
    }

    @Override
    public Footprint footprint(Unarchive unarchive, Scope scope) {
        return HostPath.footprint(scope, unarchive.to());
    }

    @Override
    public void check(Unarchive unarchive, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("to", unarchive.to(), at, into);
        new Ownership("", unarchive.owner(), unarchive.group()).check(at, into);
        if (unarchive.strip() < 0) {
            into.error(at, "'strip' is 0 or more, not " + unarchive.strip());
        }
        if (unarchive.isUrl()) {
            if (unarchive.checksum().equals("none") || unarchive.checksum().isEmpty()) {
                into.error(at, "what is unpacked from a URL needs a 'checksum'", "sha256: and 64 hex digits; 'get' takes what comes");
            } else {
                unarchive.download().check(at, into);
            }
            return;
        }
        if (!unarchive.checksum().isEmpty() || !unarchive.headers().isEmpty()) {
            into.error(at, "'" + (unarchive.checksum().isEmpty() ? "headers" : "checksum") + "' is for a URL");
        }
        Path src = scope.file(unarchive.src());
        if (unarchive.onHost()) {
            HostPath.check("src", unarchive.src(), at, into);
        } else if (!Files.isRegularFile(src) || !Files.isReadable(src)) {
            into.error(at, "there is no file '" + unarchive.src() + "' that can be read", "looked for " + src);
        }
    }

    @Override
    public List<Command> observe(Unarchive unarchive, Scope scope) {
        return List.of(LOOK.with(HostPath.plain(unarchive.to()), unarchive.record(), unarchive.creates(), unarchive.onHost() ? unarchive.src() : ""));
    }

    @Override
    public Change change(Unarchive unarchive, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).ok()) {
            throw new CommandFailure("cannot look into " + unarchive.to(), Command.of("look into", unarchive.to()), seen.get(0), "");
        }
        Map<String, String> found = new HashMap<>();
        seen.get(0).out().lines().forEach(line -> found.put(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1)));
        if (found.containsKey("other")) {
            throw new TaskFailure(unarchive.to() + " is no directory", "move it away");
        }
        if (found.containsKey("created")) {
            return Change.none(unarchive.creates() + " is there");
        }
        if (found.containsKey("missing")) {
            return Change.of(Change.Kind.MAYBE, "there is no archive yet", hands -> {
                throw new TaskFailure("there is no file " + unarchive.src(), "name one that is there, or make it before");
            });
        }
        String digest = digest(unarchive, scope, found);
        if (digest.equals(found.get("record"))) {
            return Change.none("unpacked as it is");
        }
        return Change.of(found.containsKey("record") ? Change.Kind.UPDATE : Change.Kind.CREATE, "unpack " + unarchive.src(),
                hands -> unpack(unarchive, scope, digest, hands));
    }

    private static String digest(Unarchive unarchive, Scope scope, Map<String, String> found) throws TaskFailure {
        try {
            return unarchive.onHost() ? found.get("archive") : unarchive.isUrl() ? unarchive.download().digest()
                    : Content.of(scope.file(unarchive.src())).digest();
        } catch (IOException e) {
            throw new TaskFailure("cannot read '" + unarchive.src() + "': " + e.getMessage(), "");
        }
    }

    private static void unpack(Unarchive unarchive, Scope scope, String digest, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String to = HostPath.plain(unarchive.to());
        String archive = unarchive.src();
        if (!unarchive.onHost()) {
            hands.run(Command.of("mkdir", "-p", "--", to));
            archive = HostPath.in(to, unarchive.record() + ".new");
            bring(unarchive, scope, archive, hands);
            hands.phase("unpack");
        }
        Command command = UNPACK.with(to, archive, unarchive.onHost() ? "" : "own", Integer.toString(unarchive.strip()),
                new Ownership("", unarchive.owner(), unarchive.group()).owners(), unarchive.record(), digest).within(Command.NO_LIMIT);
        Answer answer = hands.stream(command, hands::say);
        if (answer.status() == REFUSED) {
            throw new Refusal("refused by rule archive: " + answer.err().strip(), "do not trust this archive, or unpack it by hand");
        }
        if (!answer.ok()) {
            throw new CommandFailure("cannot unpack " + unarchive.src(), Command.of("unpack", unarchive.src(), to), answer, "");
        }
    }

    private static void bring(Unarchive unarchive, Scope scope, String archive, Hands hands) throws TaskFailure, IOException, InterruptedException {
        if (unarchive.isUrl()) {
            unarchive.download().to(hands, archive);
            return;
        }
        Path source = scope.file(unarchive.src());
        try (InputStream in = Files.newInputStream(source)) {
            Sent.put(hands, in, Files.size(source), archive);
        }
    }
}
