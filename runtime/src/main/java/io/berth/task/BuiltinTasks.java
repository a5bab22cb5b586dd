package io.berth.task;

import io.berth.api.TaskType;
import java.util.List;

/** The door: every task type berth brings along. */
public final class BuiltinTasks {

    private BuiltinTasks() {
    }

    /** All of them; their words are unique. */
    public static List<TaskType<?>> all() {
        return List.of(
                new PoolTask(),
                new NetworkTask(),
                new DiskTask(),
                new DomainTask(),
                new StartTask(),
                new ShutdownTask(),
                new WaitSshTask(),
                new RedeployTask(),
                new ExecTask(),
                new FileTask(),
                new CopyTask(),
                new TemplateTask(),
                new LineTask(),
                new LinesTask(),
                new FetchTask(),
                new GetTask(),
                new GitTask(),
                new UnarchiveTask(),
                new SyncTask());
    }
}
