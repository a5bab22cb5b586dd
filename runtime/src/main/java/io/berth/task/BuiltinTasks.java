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
                new GuestStartTask(),
                new GuestAutostartTask(),
                new GuestDefineTask(),
                new GuestExecTask(),
                new GuestRebootTask(),
                new GuestRenameTask(),
                new GuestResetTask(),
                new GuestRestoreTask(),
                new GuestResumeTask(),
                new GuestSaveTask(),
                new GuestSetCpusTask(),
                new GuestSetHostnameTask(),
                new GuestSetMemoryTask(),
                new GuestShutdownTask(),
                new GuestStopTask(),
                new GuestMigrateTask(),
                new GuestSuspendTask(),
                new GuestUndefineTask(),
                new GuestWaitTask(),
                new GuestsShutdownTask(),
                new HostPoweroffTask(),
                new HostReadyTask(),
                new GuestAddDiskTask(),
                new GuestAddNicTask(),
                new GuestArchiveTask(),
                new GuestCloneTask(),
                new GuestCreateTask(),
                new GuestDeleteTask(),
                new GuestDeleteSnapshotTask(),
                new GuestRemoveDiskTask(),
                new GuestRemoveNicTask(),
                new GuestRevertTask(),
                new GuestSnapshotTask(),
                new GuestUnarchiveTask(),
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
