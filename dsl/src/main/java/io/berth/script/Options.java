package io.berth.script;

import io.berth.model.Condition;
import io.berth.model.TaskOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said of a task beside its own parameters: checks it, and joins it with what is handed down to it. */
final class Options {

    /** How often a task is tried again for its {@code until}, where nothing is said of it. */
    private static final int RETRIES_OF_UNTIL = 3;

    private final Site site;

    Options(Site site) {
        this.site = site;
    }

    /** Says what is wrong with them by themselves. */
    void check(Bound said) {
        checkShared(said);
        said.condition("when").filter(LateCode::readsOwn).ifPresent(when -> site.diagnostics().error(when.at(),
                "'result' is what the task itself gave: it is not known before", "it can be read in until, failedWhen and changedWhen"));
        said.text("delegate").ifPresent(host -> site.names().check("host", host, said.at("delegate")));
    }

    /** The same of those that are handed down. */
    void checkShared(Bound said) {
        said.find("retries", Integer.class).filter(number -> number < 0).ifPresent(number ->
                site.diagnostics().error(said.at("retries"), "retries are 0 or more, not " + number));
        if (said.says("timeout")) {
            said.find("timeout", Duration.class).filter(Duration::isZero).ifPresent(none ->
                    site.diagnostics().error(said.at("timeout"), "a task needs some time"));
        }
        said.text("directory").filter(path -> !path.startsWith("/")).ifPresent(path ->
                site.diagnostics().error(said.at("directory"), "'directory' wants an absolute path, not '" + path + "'"));
        said.map("env").keySet().stream().filter(name -> !((String) name).matches("[A-Za-z_][A-Za-z0-9_]*")).forEach(name ->
                site.diagnostics().error(said.at("env"), "'" + name + "' cannot be the name of an environment variable"));
    }

    /** @param notifies the full names of the handlers it notifies */
    TaskOptions of(SaidTask task, List<String> notifies) {
        Bound said = task.said();
        Said.OfTask own = said.as(Said.OfTask.class);
        Handed handed = task.section().handed(site.inventory());
        Set<String> tags = new LinkedHashSet<>(handed.tags());
        tags.addAll(own.tags());
        int retries = said.says("retries") ? own.retries() : handed.retries().orElse(said.says("until") ? RETRIES_OF_UNTIL : own.retries());
        String delegate = task.part().delegate().isEmpty() ? own.delegate() : task.part().delegate();
        return new TaskOptions(task.part().first() ? own.title() : "",
                said.says("timeout") ? own.timeout() : handed.timeout().orElse(own.timeout()),
                retries,
                said.says("delay") ? own.delay() : handed.delay().orElse(own.delay()),
                ofResult(task, "until"), handed.conditions(said), ofResult(task, "failedWhen"), ofResult(task, "changedWhen"),
                own.ignoreFailure(), tags, notifies, delegate, own.once(), handed.become(said),
                Handed.merged(handed.env(), said, "env"), own.directory().isEmpty() ? handed.directory() : own.directory(),
                Handed.merged(handed.vars(), said, "vars"), task.section().base(said.call().source()).toString());
    }

    /** A condition on the task's own result. */
    private static Optional<Condition> ofResult(SaidTask task, String part) {
        return !task.part().first() ? Optional.empty() : task.said().condition(part).map(code -> code.about(task.number()));
    }
}
