package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A clone of a git repository, with a branch, a tag or a commit checked out. */
final class GitTask implements TaskType<GitTask.Git> {

    private static final Script LOOK = Script.of(GitTask.class, "git/git.sh", "git/look.sh");
    private static final Script UPDATE = Script.of(GitTask.class, "git/git.sh", "git/update.sh");

    /** Status of looking where git itself or a repository of the host is missing. */
    private static final int NOT_YET = 69;

    private static final String COMMIT = "[0-9a-f]{40}";
    private static final String REPOSITORY = "(https?|ssh|git|file)://.+|/.+|([^\\s@/:]+@)?[^\\s@/:-][^\\s@/:]*:(?!:).+";

    /** @param repository a URL, or user@host:path */
    public record Git(
            @Param(doc = "the repository: a URL, user@host:path, or a path of the host. A remote's host key must be known to the host",
                    required = true, positional = true) String repository,
            @Param(doc = "the directory of the clone, from the root on", required = true) String to,
            @Param(doc = "a branch, a tag, or a commit in 40 digits; none: the remote's main branch") String version,
            @Param(doc = "whether a clone that is there follows the remote", fallback = "true") boolean update,
            @Param(doc = "whether local changes are given up; else they are a reason to refuse", fallback = "false") boolean force,
            @Param(doc = "how many commits of history to get; 0: all", fallback = "0") int depth,
            @Param(doc = "whether submodules are checked out as well", fallback = "false") boolean submodules) {

        boolean isCommit() {
            return version.matches(COMMIT);
        }
    }

    /** What is wanted: a name the remote has for it, and the commit. */
    private record Wanted(String ref, String commit) {

        String branch() {
            return ref.startsWith("refs/heads/") ? ref.substring("refs/heads/".length()) : "";
        }
    }

    @Override
    public String word() {
        return "git";
    }

    @Override
    public Class<Git> parameters() {
        return Git.class;
    }

    @Override
    public String doc() {
        return "Clones a git repository and keeps it at a branch, a tag or a commit.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Git git) {
        return HostPath.plain(git.to());
    }

    @Override
    public Footprint footprint(Git git, Scope scope) {
        return HostPath.footprint(scope, git.to());
    }

    @Override
    public void check(Git git, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("to", git.to(), at, into);
        if (!git.repository().matches(REPOSITORY) || git.repository().matches("(?s).*\\p{Cntrl}.*")) {
            into.error(at, "'" + git.repository() + "' is no repository", "https://host/path, ssh://user@host/path, user@host:path or /path");
        } else if (git.repository().matches("[a-z]+://[^/@]*:[^/@]*@.*")) {
            into.error(at, "a URL with a password in it can be seen by all users of the host", "use a key, or git's credential helper there");
        }
        if (git.version().startsWith("-") || git.version().contains("..") || git.version().contains("@{")
                || git.version().matches("(?s).*[\\s\\p{Cntrl}~^:?*\\[\\\\].*")) {
            into.error(at, "'" + git.version() + "' cannot be a branch, a tag or a commit");
        }
        if (git.depth() < 0) {
            into.error(at, "a depth is 0 or more, not " + git.depth());
        }
    }

    @Override
    public List<Command> observe(Git git, Scope scope) {
        boolean ask = !git.isCommit();
        return List.of(LOOK.with(HostPath.plain(git.to()), git.repository(), git.version(), ask ? "ask" : ""));
    }

    @Override
    public Change change(Git git, Scope scope, List<Answer> seen) throws TaskFailure {
        if (seen.get(0).status() == NOT_YET) {
            String missing = seen.get(0).err().strip();
            return Change.of(Change.Kind.MAYBE, missing, hands -> {
                throw new TaskFailure(missing, "a task before this one can make it");
            });
        }
        if (!seen.get(0).ok()) {
            throw new CommandFailure("cannot look at the clone or its repository", Command.of("git", "ls-remote", git.repository()), seen.get(0),
                    "see what git says; a remote's host key must be known to the host");
        }
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> refs = new LinkedHashMap<>();
        seen.get(0).out().lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            if (words[0].equals("ref")) {
                refs.put(words[2], words[1]);
            } else {
                found.put(words[0], line.substring(words[0].length()).strip());
            }
        });
        if (found.getOrDefault("state", "").equals("other")) {
            throw new TaskFailure(git.to() + " is there and no clone", "move it away");
        }
        String head = found.getOrDefault("head", "");
        if (!head.isEmpty() && !git.update() && !found.containsKey("unfinished")) {
            return told(git, Change.none("at " + brief(head) + ", not to be updated"), head, head);
        }
        Wanted wanted = wanted(git, refs).orElseThrow(() -> new TaskFailure(git.repository() + " has no branch or tag '" + git.version() + "'",
                "name one it has, or a commit in 40 digits"));
        return told(git, change(git, found, head, wanted), head, wanted.commit());
    }

    private static Change told(Git git, Change change, String before, String after) {
        return change.telling(Map.of("path", git.to(), "before", before, "after", after));
    }

    private static Optional<Wanted> wanted(Git git, Map<String, String> refs) {
        if (git.isCommit()) {
            return Optional.of(new Wanted("", git.version()));
        }
        if (git.version().isEmpty()) {
            return Optional.ofNullable(refs.get("HEAD")).map(commit -> new Wanted("HEAD", commit));
        }
        String branch = "refs/heads/" + git.version();
        String tag = "refs/tags/" + git.version();
        return Optional.ofNullable(refs.get(branch)).map(commit -> new Wanted(branch, commit))
                // of a tag with a message: what it is for
                .or(() -> Optional.ofNullable(refs.get(tag + "^{}")).map(commit -> new Wanted(tag, commit)))
                .or(() -> Optional.ofNullable(refs.get(tag)).map(commit -> new Wanted(tag, commit)));
    }

    private static Change change(Git git, Map<String, String> found, String head, Wanted wanted) throws Refusal {
        boolean changed = found.containsKey("changed");
        boolean moved = !found.getOrDefault("origin", "").equals(git.repository());
        boolean onBranch = wanted.branch().isEmpty() || wanted.branch().equals(found.get("branch"));
        boolean whole = !found.containsKey("unfinished");
        if (whole && head.equals(wanted.commit()) && !moved && onBranch && !(changed && git.force())) {
            return Change.none("at " + brief(head) + (changed ? ", with local changes" : ""));
        }
        if (whole && !git.force() && (changed || found.containsKey("own"))) {
            throw new Refusal("refused by rule local-changes: " + git.to() + (changed ? " has local changes" : " has commits that no branch of its remote has"),
                    "commit and push them, or say force: true to give them up");
        }
        Command command = UPDATE.with(HostPath.plain(git.to()), git.repository(), wanted.ref(), wanted.commit(), wanted.branch(),
                Integer.toString(git.depth()), git.force() ? "force" : "", git.submodules() ? "submodules" : "").within(Command.NO_LIMIT);
        String summary = head.isEmpty() ? "clone at " + brief(wanted.commit())
                : !whole ? "finish what was interrupted, " + brief(head) + ".." + brief(wanted.commit())
                : head.equals(wanted.commit()) ? (changed ? "give up local changes" : moved ? "another repository" : "branch " + wanted.branch())
                : brief(head) + ".." + brief(wanted.commit());
        return Change.of(head.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE, summary, hands -> {
            Answer answer = hands.stream(command, hands::say);
            if (!answer.ok()) {
                throw new CommandFailure("git could not bring " + git.to() + " to " + brief(wanted.commit()),
                        Command.of("git", git.repository(), git.to()), answer, "");
            }
        });
    }

    private static String brief(String commit) {
        return commit.length() > 10 ? commit.substring(0, 10) : commit;
    }
}
