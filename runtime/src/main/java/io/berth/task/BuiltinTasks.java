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
                // of a hypervisor
                new DiskTask(),
                new DomainTask(),
                new NetworkTask(),
                new PoolTask(),
                new RedeployTask(),
                new ShutdownTask(),
                new SlotExtractTask(),
                new SlotInsertTask(),
                new SlotLockTask(),
                new SlotMountTask(),
                new SlotReleaseTask(),
                new SlotStoreTask(),
                new SlotUnlockTask(),
                new SlotVerifyTask(),
                new StartTask(),
                new WaitSshTask(),
                // guests
                new GuestDefinitionTask(),
                new GuestDiskTask(),
                new GuestRunTask(),
                new GuestSeedTask(),
                new GuestStartTask(),
                new GuestSuspendTask(),
                // images
                new ImageAliasTask(),
                new ImageCaptureTask(),
                new ImageDiffTask(),
                new ImageExportTask(),
                new ImageImportTask(),
                new ImageListTask(),
                new ImagePruneTask(),
                new ImagePushTask(),
                new ImageRefreshTask(),
                new ImageVerifyTask(),
                // files
                new CopyTask(),
                new FetchTask(),
                new FileTask(),
                new GetTask(),
                new GitTask(),
                new LineTask(),
                new LinesTask(),
                new SyncTask(),
                new TemplateTask(),
                new UnarchiveTask(),
                // programs
                new ExecTask(),
                new ScriptTask(),
                new ShellTask(),
                // the system
                new AuthorizedKeyTask(),
                new CronTask(),
                new MountTask(),
                new PackagesTask(),
                new RebootTask(),
                new ServiceTask(),
                new TimerTask(),
                new UserGroupTask(),
                new UserTask(),
                // the run itself
                new ConfirmTask(),
                new DebugTask(),
                new FactsTask(),
                new FailTask(),
                new PauseTask(),
                new PingTask(),
                new RequireTask(),
                new WaitTask());
    }
}
