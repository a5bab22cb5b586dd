package io.berth.cli;

import io.berth.api.Change;
import io.berth.event.Failure;
import io.berth.model.Diff;
import io.berth.plan.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has become of a schedule since berth installed it.
 *
 * @param missing whether its timer is not there any more
 * @param changed what berth would do to have it again as it was; empty: it is
 * @param foreign a unit that is not berth's, where the schedule's should be
 */
record ScheduleDrift(boolean missing, List<String> changed, Optional<String> foreign) {

    private static final String MARK = "# made by berth\n";

    /** @throws IOException if it cannot be found out */
    static ScheduleDrift of(ThisMachine machine, SchedulePlaybook playbook) throws IOException, InterruptedException {
        Plan plan = machine.plan(playbook.present());
        for (Failure failure : plan.failures().values()) {
            throw new IOException(failure.cause());
        }
        List<Map.Entry<String, Change>> changes = plan.changes().entrySet().stream()
                .filter(task -> task.getKey().startsWith("timer:") || task.getKey().startsWith("cron:"))
                .filter(task -> task.getValue().kind() != Change.Kind.NONE).toList();
        return new ScheduleDrift(changes.stream().anyMatch(task -> task.getValue().kind() == Change.Kind.CREATE),
                changes.stream().filter(task -> task.getValue().kind() != Change.Kind.CREATE).map(task -> task.getValue().summary()).toList(),
                changes.stream().filter(task -> task.getKey().startsWith("timer:")).map(Map.Entry::getValue).flatMap(ScheduleDrift::foreign).findFirst());
    }

    private static Stream<String> foreign(Change change) {
        return change.diffs().stream().filter(diff -> !diff.before().isEmpty() && !diff.before().startsWith(MARK)).map(Diff::what);
    }
}
