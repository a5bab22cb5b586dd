package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of a host with a given content: a text, that of a file of the controller or of the host; or a directory with all in it. */
final class CopyTask implements TaskType<CopyTask.Copy> {

    /** @param src relative: from the playbook's directory; empty: {@code content} is given */
    public record Copy(
            @Param(doc = "a file or directory of the controller, from the playbook's directory; none: content is given", positional = true)
            String src,
            @Param(doc = "where it goes on the host, from the root on; with '/' at its end: into that directory, under the name it has",
                    required = true) String to,
            @Param(doc = "the text the file is to hold, in place of src", secret = true) String content,
            @Param(doc = "whether src is a file of the host itself, from the root on", fallback = "false") boolean onHost,
            @Param(doc = "permissions of files: octal as in '0644', or letters as in 'u=rw,go=r'; none: those it has, for a new file 0644, "
                    + "or 0755 if src can be run") String mode,
            @Param(doc = "permissions of the directories, where src is one; none: those they have, for a new one 0755") String dirMode,
            @Param(doc = "owner, by name or number; none: as it is") String owner,
            @Param(doc = "owning group, by name or number; none: as it is") String group,
            @Param(doc = "whether a file that is replaced is kept beside, with the time and ~ at the end of its name",
                    fallback = "false") boolean backup,
            @Param(doc = "program and arguments that check the new file, its last argument, before it takes its place, as in 'visudo -cf'")
            List<String> validate,
            @Param(doc = "whether what is in the directory and not in src is removed, where src is one", fallback = "false") boolean delete,
            @Param(doc = "whether, where 'to' is a link, the file it leads to is written; else the file takes the link's place",
                    fallback = "false") boolean follow,
            @Param(doc = "whether changes of a text are shown", fallback = "true") boolean diff) {

        public Copy {
            validate = List.copyOf(validate);
        }

        Ownership ownership() {
            return new Ownership(mode, owner, group);
        }

        PlacedFile.Options options() {
            return new PlacedFile.Options(ownership(), backup, PlacedFile.Options.words(validate), follow, diff);
        }

        /** Where it goes, the name included. */
        String path() {
            return to.endsWith("/") && !src.isEmpty() ? HostPath.in(HostPath.plain(to), HostPath.name("/" + src)) : HostPath.plain(to);
        }
    }

    @Override
    public String word() {
        return "copy";
    }

    @Override
    public Class<Copy> parameters() {
        return Copy.class;
    }

    @Override
    public String doc() {
        return "Gives a file the content of a text or of a file of the controller, or a directory that of a directory.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Copy copy) {
        return copy.path();
    }

    @Override
    public Footprint footprint(Copy copy, Scope scope) {
        return HostPath.footprint(scope, copy.path());
    }

    @Override
    public void check(Copy copy, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("to", copy.to(), at, into);
        copy.options().check(at, into);
        new Ownership(copy.dirMode(), "", "").check(at, into);
        if (copy.src().isEmpty()) {
            if (copy.to().endsWith("/")) {
                into.error(at, "a content needs the name of a file to be in: '" + copy.to() + "' is a directory");
            }
            if (copy.onHost() || copy.delete()) {
                into.error(at, "'" + (copy.onHost() ? "onHost" : "delete") + "' needs a 'src'");
            }
            return;
        }
        if (!copy.content().isEmpty()) {
            into.error(at, "'copy' takes a 'src' or a 'content', not both");
        }
        if (copy.onHost()) {
            HostPath.check("src", copy.src(), at, into);
        } else {
            checkSource(copy, scope.file(copy.src()), at, into);
        }
    }

    private static void checkSource(Copy copy, Path src, SourceRange at, Diagnostics into) {
        if (Files.isDirectory(src)) {
            if (copy.backup() || !copy.validate().isEmpty()) {
                into.error(at, "'" + (copy.backup() ? "backup" : "validate") + "' is for a single file, and '" + copy.src() + "' is a directory");
            }
            CopiedTree.check(src, at, into);
        } else if (!Files.isReadable(src)) {
            into.error(at, (Files.exists(src) ? "cannot read '" : "there is no file '") + copy.src() + "'", "looked for " + src);
        } else if (!Files.isRegularFile(src)) {
            into.error(at, "'" + copy.src() + "' is neither file nor directory");
        } else if (copy.delete()) {
            into.error(at, "'delete' is for directories, and '" + copy.src() + "' is a file");
        }
    }

    @Override
    public List<Command> observe(Copy copy, Scope scope) {
        if (copy.onHost()) {
            return List.of(SeenPath.look(copy.src(), "*", "", 0, true), SeenPath.look(copy.path(), "*", "", 0, copy.follow()));
        }
        try {
            return List.of(isTree(copy, scope) ? tree(copy, scope).observe() : placed(copy, scope).observe());
        } catch (IOException e) {
            // change says why
            return List.of();
        }
    }

    @Override
    public Change change(Copy copy, Scope scope, List<Answer> seen) throws TaskFailure {
        if (copy.onHost()) {
            return onHost(copy, SeenPath.of(copy.src(), seen.get(0)), SeenPath.of(copy.path(), seen.get(1)));
        }
        try {
            return isTree(copy, scope) ? tree(copy, scope).change(seen.get(0)) : placed(copy, scope).change(seen.get(0));
        } catch (IOException e) {
            throw new TaskFailure("cannot read '" + copy.src() + "': " + e.getMessage(), "");
        }
    }

    private static boolean isTree(Copy copy, Scope scope) {
        return !copy.src().isEmpty() && Files.isDirectory(scope.file(copy.src()));
    }

    private static CopiedTree tree(Copy copy, Scope scope) throws IOException {
        return CopiedTree.of(scope.file(copy.src()), copy.path(), copy.ownership(), new Mode(copy.dirMode()), copy.delete());
    }

    private static PlacedFile placed(Copy copy, Scope scope) throws IOException {
        Content content = copy.src().isEmpty() ? Content.of(Bytes.of(copy.content())) : Content.of(scope.file(copy.src()));
        return new PlacedFile(copy.path(), content, copy.options());
    }

    private static Change onHost(Copy copy, SeenPath from, SeenPath found) throws TaskFailure {
        if (from.is(SeenPath.Kind.ABSENT)) {
            return Change.of(Change.Kind.MAYBE, "copy " + copy.src() + " of the host, which is not there yet", hands -> {
                throw new TaskFailure("there is no file " + copy.src() + " on the host", "name one that is there, or make it before");
            });
        }
        if (!from.is(SeenPath.Kind.FILE)) {
            throw new TaskFailure(copy.src() + " is " + from.kind() + ", not a file", "'sync' copies directories of a host");
        }
        return PlacedFile.copyOnHost(copy.src(), from, copy.path(), found, copy.options());
    }
}
