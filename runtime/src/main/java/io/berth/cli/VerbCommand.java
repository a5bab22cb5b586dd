package io.berth.cli;

import io.berth.event.Event;
import io.berth.exec.Terms;
import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A verb that acts on what a site declares. It becomes a playbook that {@code uses} the site's and says in one play what is to be
 * done, so that it is planned, locked, journaled, interrupted and resumed as any other run.
 */
@Command
abstract class VerbCommand implements Action {

    @Mixin
    SiteOptions site;

    @Option(names = {"-C", "--check"}, description = "shows what would be done, and does nothing")
    boolean check;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever is asked")
    boolean yes;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    private Secrecy secrecy;

    /**
     * The tasks, one statement of a play each, values by {@link GroovyText#quoted}.
     *
     * @throws Usage if what was given makes no sense
     */
    abstract List<String> tasks() throws Exception;

    /** The site that its playbook uses; empty: it needs none. */
    Optional<Path> siteFile() {
        return Optional.of(site.file());
    }

    /** What is asked before it runs, since something is lost by it; empty: nothing. */
    String question() throws Exception {
        return "";
    }

    /** How its run is shown. */
    Shown shown() throws InterruptedException {
        return output.view();
    }

    /** Whether it only shows what it would do, unless it is told yes. */
    boolean plansUnlessYes() {
        return false;
    }

    /** For what has to know more of the site before it can say its tasks. */
    final Secrecy secrecy() {
        if (secrecy == null) {
            secrecy = site.secrecy();
        }
        return secrecy;
    }

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = secrecy();
        Event.Request request = Event.Request.of(playbook().toString(), site.inventory.inventories(), site.inventory.variables(), "", site.forks);
        if (check || plansUnlessYes() && !yes) {
            return new PlanJob(Clock.systemUTC(), secrecy).plan(request, output.view(), false);
        }
        Confirmations confirmations = Confirmations.atTerminal(yes);
        String question = question();
        if (!question.isEmpty() && !confirmations.agreed(question)) {
            return Exit.REFUSED;
        }
        Terms terms = new Terms(site.forks, Duration.ZERO, Optional.empty(), Map.of(), Set.of(), confirmations);
        return new RunJob(Runs.store(), Clock.systemUTC(), secrecy).run(request, Earlier.NONE, shown(), terms);
    }

    private Path playbook() throws Exception {
        String name = spec.parent().name() + "-" + spec.name();
        return KeptPlaybook.of(Runs.state().resolve("verbs"), name, text(name.replace('-', ' ')));
    }

    private String text(String title) throws Exception {
        StringBuilder text = new StringBuilder();
        siteFile().ifPresent(file -> text.append("uses ").append(GroovyText.quoted(file.toString())).append("\n\n"));
        text.append("play(").append(GroovyText.quoted(title)).append(") {\n");
        tasks().forEach(task -> text.append("    ").append(task).append('\n'));
        return text.append("}\n").toString();
    }
}
