package io.berth.event;

import io.berth.model.Diff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One thing that happened in a run. Task ids are {@code word:name@host}. */
public sealed interface Event {

    Instant at();

    /**
     * @param run the run's id
     * @param request what is needed to do it again
     * @param resumes id of the run this one goes on with; empty: none
     */
    record RunStarted(Instant at, String run, Request request, String user, String controller, long pid,
                      String version, String resumes) implements Event { }

    /**
     * What a run was asked for.
     *
     * @param playbook absolute path
     * @param inventories as given
     * @param variables by name; a file of variables under its absolute path after {@code @}; later ones win
     * @param limit host pattern; empty: all
     * @param tags only tasks that have one of these; empty: all
     * @param skipTags no tasks that have one of these
     * @param startAt title of the task to begin with; empty: the first
     * @param taskJars absolute paths of jars with task types
     */
    record Request(String playbook, List<String> inventories, Map<String, Object> variables, String limit, List<String> tags,
                   List<String> skipTags, String startAt, int forks, List<String> taskJars) {

        /** Without jars of tasks. */
        public Request(String playbook, List<String> inventories, Map<String, Object> variables, String limit, List<String> tags,
                       List<String> skipTags, String startAt, int forks) {
            this(playbook, inventories, variables, limit, tags, skipTags, startAt, forks, List.of());
        }

        /** All of a playbook. */
        public static Request of(String playbook, List<String> inventories, Map<String, Object> variables, String limit, int forks) {
            return new Request(playbook, inventories, variables, limit, List.of(), List.of(), "", forks);
        }
    }

    record GraphMade(Instant at, List<Node> nodes, List<Edge> edges) implements Event { }

    /**
     * @param digest of the task's parameters: a resume runs it again when it differs
     * @param title what the playbook calls it; empty: its word and name
     */
    record Node(String task, String word, String name, String host, String play, String where, String digest, String title) {

        /** One that the playbook does not call anything. */
        public Node(String task, String word, String name, String host, String play, String where, String digest) {
            this(task, word, name, host, play, where, digest, "");
        }
    }

    record Edge(String from, String to, String why) { }

    record HostConnected(Instant at, String host, Duration took) implements Event { }

    record HostLost(Instant at, String host, String cause) implements Event { }

    record PlanMade(Instant at, List<Planned> tasks) implements Event { }

    /** @param kind name of a {@code Change.Kind} in lower case */
    record Planned(String task, String host, String kind, String summary, List<Diff> diffs) { }

    record TaskStarted(Instant at, String task, String host, int attempt) implements Event { }

    record TaskPhase(Instant at, String task, String phase) implements Event { }

    /** @param error whether the line came from standard error */
    record TaskOutput(Instant at, String task, String line, boolean error) implements Event { }

    /** @param total 0 when not known */
    record TaskProgress(Instant at, String task, long bytes, long total) implements Event { }

    /**
     * @param summary what was done, or why nothing was
     * @param failure a list of none or one
     * @param shown lines of its output that are for the user in any case
     */
    record TaskEnded(Instant at, String task, String host, Outcome outcome, String summary, Duration took,
                     List<Failure> failure, List<String> shown) implements Event {

        /** One that shows nothing. */
        public TaskEnded(Instant at, String task, String host, Outcome outcome, String summary, Duration took, List<Failure> failure) {
            this(at, task, host, outcome, summary, took, failure, List.of());
        }
    }

    /** Something the user should know that belongs to no task. */
    record Notice(Instant at, String text) implements Event { }

    /** First Ctrl-C (or TERM): nothing new starts. Second: running tasks are cancelled. */
    record Interrupted(Instant at, boolean hard, List<String> running) implements Event { }

    record RunEnded(Instant at, int exit, Map<Outcome, Integer> counts, Duration took) implements Event { }
}
