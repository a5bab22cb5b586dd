package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether something is a release already.
 *
 * @param release the one that was made of the same; empty: there is none
 * @param isMeant whether the alias means that one, or no alias is asked for
 * @param missing whether there is nothing to make one of
 * @param source by what the release's record will know it again; empty: its digest does
 */
record SeenRelease(String release, boolean isMeant, boolean missing, String source) {

    private static final Script SEEN = ImageScript.of("seen.sh");
    private static final Script ALIAS = ImageScript.of("alias.sh");

    /** @param source what is known of it; empty: it is the path */
    static Command look(StoredImage stored, String alias, String source, String path, ImageForm form) {
        return ImageScript.command(SEEN, stored.arguments(alias, source, path, form.word()));
    }

    static SeenRelease of(Answer answer, StoredImage stored) throws TaskFailure {
        Map<String, String> told = new HashMap<>();
        for (String line : ImageScript.looked(answer, "the store of " + stored.name().image() + " cannot be looked at")) {
            told.put(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1));
        }
        String[] source = told.getOrDefault("source", "").split(" ");
        String release = told.getOrDefault("same", told.getOrDefault("other", ""));
        return new SeenRelease(release, told.containsKey("same"), told.containsKey("missing"), source.length == 2 && source[0].equals("source") ? source[1] : "");
    }

    /** What is to be done, {@code work} being what makes a new one. */
    Change change(StoredImage stored, String alias, String summary, Change.Work work) {
        if (release.isEmpty()) {
            return Change.of(Change.Kind.CREATE, summary, work);
        }
        if (isMeant) {
            return Change.none("is " + release).telling(Map.of("release", release));
        }
        return let(stored, alias, release);
    }

    /** @param release empty: it means none any more */
    static Change let(StoredImage stored, String alias, String release) {
        Command command = ImageScript.command(ALIAS, stored.arguments(alias, release));
        String summary = release.isEmpty() ? "take the alias " + alias + " away" : "let " + alias + " mean " + release;
        return Change.of(release.isEmpty() ? Change.Kind.DELETE : Change.Kind.UPDATE, summary,
                hands -> new ImageScript(hands, "the alias " + alias + " of " + stored.name().image() + " cannot be set").run(command))
                .telling(Map.of("release", release));
    }}
