package io.berth.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What all tasks take beside their own parameters.
 *
 * @param title what the playbook calls it; empty: it is called by its word and name
 * @param timeout of the whole task on one host, one attempt
 * @param retries further attempts after a failed one, or one after which {@code until} does not hold; 0: none
 * @param delay pause before each further attempt
 * @param until what must hold of its own result ({@link TaskSpec#number}) for it to be done
 * @param when all that must hold for it to run
 * @param failedWhen says of its own result that it failed, in place of its exit status
 * @param changedWhen says of its own result that it changed something
 * @param ignoreFailure whether the run goes on when it failed
 * @param tags its own and its play's
 * @param notifies names of handlers that run when it changed something
 * @param delegate name of the host on which it is done for each of its hosts; empty: on the host itself
 * @param once whether it runs for the first of its hosts only; its result is that of all
 * @param become who it is done as; empty: as its host says
 * @param environment variables of the commands it runs
 * @param directory absolute path in which it runs commands; empty: the login's home
 * @param vars variables of its templates; they win over those of its host
 * @param base absolute path of the controller's directory from which it names files; empty: the playbook's
 */
public record TaskOptions(String title, Duration timeout, int retries, Duration delay, Optional<Condition> until, List<Condition> when,
                          Optional<Condition> failedWhen, Optional<Condition> changedWhen, boolean ignoreFailure, Set<String> tags,
                          List<String> notifies, String delegate, boolean once, Optional<Become> become,
                          Map<String, String> environment, String directory, Map<String, Object> vars, String base) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    public static final TaskOptions DEFAULT = limited(DEFAULT_TIMEOUT, 0, Duration.ofSeconds(1));

    public TaskOptions {
        when = List.copyOf(when);
        tags = Set.copyOf(tags);
        notifies = List.copyOf(notifies);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    }

    /** Without variables, and with files named from the playbook's directory. */
    public TaskOptions(String title, Duration timeout, int retries, Duration delay, Optional<Condition> until, List<Condition> when,
                       Optional<Condition> failedWhen, Optional<Condition> changedWhen, boolean ignoreFailure, Set<String> tags,
                       List<String> notifies, String delegate, boolean once, Optional<Become> become,
                       Map<String, String> environment, String directory) {
        this(title, timeout, retries, delay, until, when, failedWhen, changedWhen, ignoreFailure, tags, notifies, delegate, once, become,
                environment, directory, Map.of(), "");
    }

    /** With limits of its own, and all else as usual. */
    public static TaskOptions limited(Duration timeout, int retries, Duration delay) {
        return new TaskOptions("", timeout, retries, delay, Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
                false, Set.of(), List.of(), "", false, Optional.empty(), Map.of(), "");
    }
}
