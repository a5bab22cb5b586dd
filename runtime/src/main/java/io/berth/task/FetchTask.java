package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of the controller with the content of one of a host. Several hosts' go to directories by their names. */
final class FetchTask implements TaskType<FetchTask.Fetch> {

    /** @param src from the root on */
    public record Fetch(
            @Param(doc = "the file on the host, from the root on", required = true, positional = true) String src,
            @Param(doc = "a directory of the controller, from the playbook's directory: the file goes into it under the host's name and the "
                    + "path it has there", required = true) String to,
            @Param(doc = "whether the file goes to 'to' itself or, with '/' at its end, right into that directory", fallback = "false")
            boolean flat,
            @Param(doc = "whether it is a failure if the host has no such file", fallback = "true") boolean required) {
    }

    @Override
    public String word() {
        return "fetch";
    }

    @Override
    public Class<Fetch> parameters() {
        return Fetch.class;
    }

    @Override
    public String doc() {
        return "Copies a file of a host to the controller.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Fetch fetch) {
        return fetch.src();
    }

    @Override
    public Footprint footprint(Fetch fetch, Scope scope) {
        Footprint host = HostPath.footprint(scope, fetch.src());
        Set<Key> reads = new java.util.HashSet<>(host.reads());
        reads.addAll(host.writes());
        return new Footprint(reads, Set.of(new Key("file", destination(fetch, scope).toString(), "the controller")));
    }

    @Override
    public void check(Fetch fetch, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("src", fetch.src(), at, into);
        if (List.of(fetch.src().split("/")).contains("..") || HostPath.plain(fetch.src()).equals("/")) {
            into.error(at, "'" + fetch.src() + "' does not name a file without '..'");
        }
        String host = scope.host().name();
        if (!fetch.flat() && (host.contains("/") || host.equals(".") || host.equals(".."))) {
            into.error(at, "host '" + host + "' cannot give its name to a directory", "say flat: true");
        }
    }

    @Override
    public List<Command> observe(Fetch fetch, Scope scope) {
        return List.of(SeenPath.look(HostPath.plain(fetch.src()), "*" + sizeOf(destination(fetch, scope)), "", 0, true));
    }

    @Override
    public Change change(Fetch fetch, Scope scope, List<Answer> seen) throws TaskFailure {
        SeenPath found = SeenPath.of(fetch.src(), seen.get(0));
        Path destination = destination(fetch, scope);
        return switch (found.kind()) {
            case FILE -> fetching(fetch, scope, found, destination);
            case ABSENT -> fetch.required() ? Change.of(Change.Kind.MAYBE, "there is no file yet", hands -> {
                throw new TaskFailure("there is no file " + fetch.src(), "say required: false if that is well");
            }) : Change.none("there is no such file");
            default -> throw new TaskFailure(fetch.src() + " is " + found.kind() + ", not a file", "'sync' copies directories");
        };
    }

    /** Of what may be the same already; "-": there is nothing. */
    private static String sizeOf(Path destination) {
        try {
            return Files.isRegularFile(destination) ? Long.toString(Files.size(destination)) : "-";
        } catch (IOException e) {
            return "-"; // it went meanwhile
        }
    }

    private static Change fetching(Fetch fetch, Scope scope, SeenPath found, Path destination) throws TaskFailure {
        boolean isThere = Files.isRegularFile(destination);
        try {
            if (isThere && !found.digest().isEmpty() && Content.of(destination).digest().equals(found.digest())) {
                return Change.none("fetched as it is").telling(Map.of("path", destination.toString(), "sha256", found.digest()));
            }
        } catch (IOException e) {
            throw new TaskFailure("cannot read " + destination + ": " + e.getMessage(), "");
        }
        return Change.of(isThere ? Change.Kind.UPDATE : Change.Kind.CREATE, "fetch " + found.size() + " bytes to " + destination,
                hands -> fetch(hands, base(fetch, scope), destination, found)).telling(Map.of("path", destination.toString()));
    }

    /** Where it goes on the controller. */
    private static Path destination(Fetch fetch, Scope scope) {
        Path to = scope.file(fetch.to());
        String src = HostPath.plain(fetch.src());
        if (!fetch.flat()) {
            return to.resolve(scope.host().name()).resolve(src.substring(1));
        }
        return fetch.to().endsWith("/") ? to.resolve(HostPath.name(src)) : to;
    }

    /** What it must not leave. */
    private static Path base(Fetch fetch, Scope scope) {
        Path to = scope.file(fetch.to());
        return fetch.flat() && !fetch.to().endsWith("/") ? to.getParent() : to;
    }

    private static void fetch(Hands hands, Path base, Path destination, SeenPath found) throws TaskFailure, IOException, InterruptedException {
        Files.createDirectories(base);
        Path directory = base;
        for (Path part : base.relativize(destination.getParent())) {
            directory = directory.resolve(part);
            if (Files.isSymbolicLink(directory)) {
                throw new Refusal("refused by rule destination: " + directory + " is a link, it may lead out of " + base, "put a directory in its place");
            }
            if (!part.toString().isEmpty() && !Files.isDirectory(directory)) {
                Files.createDirectory(directory);
            }
        }
        Path beside = Files.createTempFile(directory, ".berth-", "");
        try {
            MessageDigest sum = Content.sha256();
            hands.phase("get");
            hands.expect(found.size());
            try (OutputStream out = new Counted(new DigestOutputStream(Files.newOutputStream(beside), sum), hands, found.size())) {
                hands.get(found.real(), out);
            }
            hands.phase("check");
            String digest = HexFormat.of().formatHex(sum.digest());
            checkUnchanged(hands, found, digest);
            hands.tell("sha256", digest);
            boolean isPublic = (found.mode() & 4) != 0;
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(isPublic ? "rw-r--r--" : "rw-------"));
            Files.move(beside, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Content.know(destination, digest);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A file whose digest was not taken before is the one that was looked at if it was not written since. */
    private static void checkUnchanged(Hands hands, SeenPath found, String digest) throws TaskFailure, IOException, InterruptedException {
        String before = found.digest().isEmpty() ? found.written() : found.digest();
        String after = found.digest().isEmpty() ? SeenPath.of(found.real(), hands.run(SeenPath.look(found.real()))).written() : digest;
        if (!before.equals(after)) {
            throw new TaskFailure("the file changed while it was fetched: " + after + ", not " + before, "run it again");
        }
    }
}
