package io.berth.cli;

import io.berth.exec.Terms;
import io.berth.journal.Run;
import io.berth.journal.RunRecord;
import io.berth.journal.RunStore;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Goes on with a run that died, failed or was interrupted, and says what it leaves out because it is done.")
final class ResumeCommand implements Action {

    @Parameters(paramLabel = "RUN", description = "an id, the beginning of one, or 'last'")
    String name;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever the playbook asks")
    boolean yes;

    @Mixin
    BecomeOptions become;

    @Mixin
    VaultOptions vault;

    @Mixin
    OutputOptions output;

    private Main berth;

    @Override
    public void under(Main main) {
        berth = main;
    }

    @Override
    public Integer call() throws Exception {
        RunStore store = Runs.store();
        Run run = store.find(name);
        if (run.state() instanceof Run.Running) {
            throw new Usage("run " + run.id() + " is still running, as process " + run.start().pid());
        }
        RunRecord record = store.record(run);
        return new RunJob(store, Clock.systemUTC(), Secrecy.of(vault.keys(), berth.redaction()).with(become.password()))
                .run(record.request(), Earlier.of(record), output.view(), Terms.of(record.request().forks()).asking(Confirmations.atTerminal(yes)));
    }
}
