package io.berth.task

import io.berth.api.Script
import io.berth.image.Release
import io.berth.model.Redeploy
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

class ShellcheckSpec extends Specification {

    def "every shell fragment that stands for itself is clean POSIX sh"() {
        given:
        def resources = Path.of('src/main/resources')
        def scripts = Files.walk(resources).withCloseable { files ->
            files.filter { it.toString().endsWith('.sh') && !(it.parent.fileName.toString() in ['image', 'migrate', 'redeploy', 'slot', 'timer', 'volume']) }.map { it.toString() }.sorted().toList()
        }

        expect:
        scripts.size() >= 8
        said(['-f', 'gcc'] + scripts) == ''
    }

    /** What hosts are sent that is put together of several files. */
    private static final Map<String, Script> SENT = [
            'image open':     ImageSource.OPEN,
            'image settle':   Script.of(Release, 'settle.sh'),
            'image import':   ImageImportTask.IMPORT,
            'image capture':  ImageScript.of('capture.sh'),
            'image pack':     ImageScript.of('pack.sh'),
            'image seen':     ImageScript.of('seen.sh'),
            'image alias':    ImageScript.of('alias.sh'),
            'image prune':    ImagePruneTask.PRUNE,
            'cache prunable': ImageScript.of('cached-prunable.sh'),
            'cache prune':    ImageScript.of('cached-prune.sh'),
            'image prunable': ImageScript.of('prunable.sh'),
            'image verify':   ImageScript.of('verify.sh'),
            'image list':     ImageScript.of('list.sh'),
            'image export':   ImageExportTask.EXPORT,
            'image refresh':  ImageRefreshTask.REFRESH,
            'image steps':    ImageRefreshTask.STEPS,
            'image place':    Script.of(Release, 'place.sh'),
            'image manager':  Script.of(Release, 'manager.sh'),
            'image diff':     ImageScript.of('diff.sh'),
            'image fetch':    FanOut.fetch(),
            'image give':     FanOut.give(),
            'move look':      MoveScript.LOOK,
            'move place':     MoveScript.PLACE,
            'move':           MoveScript.MOVE,
            'receive':        MoveScript.RECEIVE,
            'settle':         MoveScript.SETTLE,
            'sync':           SyncTask.PUSH,
            'rsync':          Strategies.script(Redeploy.Strategy.RSYNC, Storage.Kind.RAW, true),
            'tar':            Strategies.script(Redeploy.Strategy.TAR, Storage.Kind.RAW, true),
            'staged':         Strategies.script(Redeploy.Strategy.STAGED, Storage.Kind.RAW, true),
            'snapshot':       Strategies.script(Redeploy.Strategy.SNAPSHOT, Storage.Kind.RAW, true),
            'overlay':        Strategies.script(Redeploy.Strategy.OVERLAY, Storage.Kind.RAW, true),
            'block':          Strategies.script(Redeploy.Strategy.BLOCK, Storage.Kind.RAW, true),
            'snapshot of a volume': Strategies.script(Redeploy.Strategy.SNAPSHOT, Storage.Kind.VOLUME, true),
            'block, a volume': Strategies.script(Redeploy.Strategy.BLOCK, Storage.Kind.VOLUME, true),
            'block, a device': Strategies.script(Redeploy.Strategy.BLOCK, Storage.Kind.DEVICE, true),
            'its look':       RedeployTask.LOOK,
            'guest clone':    GuestCloneTask.CLONE,
            'guest create':   GuestCreateTask.CREATE,
            'guest delete':   GuestDeleteTask.DELETE,
            'guest settled':  GuestRemoveDiskTask.SETTLED,
            'guest undefine': GuestUndefineTask.UNDEFINE,
            'guest disk':     GuestAddDiskTask.ADD,
            'guest device':   GuestAddNicTask.ATTACH,
            'guest archive':  GuestArchiveTask.ARCHIVE,
            'guest back':     GuestUnarchiveTask.UNARCHIVE,
            'guest around':   AroundGuest.LOOK,
            'start':          StartTask.START,
            'look':           StartTask.LOOK,
            'a guest':        GuestStart.START,
            'guests':         GuestStarts.STARTS,
            'a guest\'s name': GuestName.GIVE,
            'guests, off':    GuestStops.STOPS,
            'without libvirt': RawProgram.ACT,
            'moves without':  RawProgram.MIGRATE,
            'waits without':  RawMove.INCOMING,
            'shutdown':       ShutdownTask.SHUTDOWN,
            'a hold':         SeenHold.LOOK,
            'hold':           SlotLockTask.TAKE,
            'no hold':        SlotUnlockTask.GIVE,
            'mounted':        SlotMountTask.MOUNT,
            'released':       SlotReleaseTask.RELEASE,
            'insert':         SlotInsertTask.INSERT,
            'extract':        SlotExtractTask.EXTRACT,
            'within':         SlotTree.WITHIN,
            'listed':         SlotVerifyTask.LIST,
            'listing':        SlotVerifyTask.LISTING,
            'slots':          SlotState.LIST,
            'waitSsh':        WaitSshTask.WAIT,
            'guest reboot':   GuestRebootTask.REBOOT,
            'guest wait':     GuestWaitTask.WAIT,
            'guest exec':     Agent.EXEC,
            'guest hostname': GuestSetHostnameTask.HOSTNAME,
            'guest saved':    GuestSaveTask.WHOSE,
            'guest restore':  GuestRestoreTask.RESTORE,
            'all guests':     GuestsShutdownTask.SHUTDOWN,
            'poweroff':       HostPoweroffTask.POWEROFF,
            'disk':           DiskTask.CREATE,
            'volume create': VolumeCreateTask.CREATE,
            'volume clone': VolumeCloneTask.CLONE,
            'volume upload': VolumeUploadTask.UPLOAD,
            'volume download': VolumeDownloadTask.DOWNLOAD,
            'volume resize': VolumeResizeTask.RESIZE,
            'volume delete': VolumeDeleteTask.DELETE,
            'volume digest': VolumeUploadTask.DIGEST,
            'volume users': DiskUsers.USERS,
            'volume probe': DiskUsers.PROBE,
            'pool refresh': PoolRefreshTask.REFRESH,
            'a timer':        TimerTask.LOOK,
            'timer':          TimerTask.APPLY,
            'no timer':       TimerTask.REMOVE]

    def "the fragments of all that hosts are sent are clean POSIX sh put together"() {
        expect: 'on all processors: the long ones take seconds'
        SENT.entrySet().parallelStream().map { [it.key, said(['-'], 'set -eu\n' + it.value.text())] }.filter { it[1] }.toList() == []
    }

    def "every shell script of the checkout is clean: #script"() {
        expect:
        said(['-x', '-P', 'SCRIPTDIR', "../$script".toString()]) == ''

        where:
        script << ['berth', 'verify', 'lib/launch.sh', '.ci/run']
    }

    private static String said(List<String> arguments, String input = '') {
        def shellcheck = new ProcessBuilder(['shellcheck'] + (arguments.contains('-x') ? [] : ['-s', 'sh']) + arguments).redirectErrorStream(true).start()
        shellcheck.outputStream.withCloseable { it << input }
        def text = new String(shellcheck.inputStream.readAllBytes(), 'UTF-8')
        assert (shellcheck.waitFor() == 0) == text.empty
        text
    }
}
