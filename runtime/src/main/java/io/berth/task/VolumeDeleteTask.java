package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Size;
import java.util.List;

/** A volume gone. One that somebody has, anywhere, stays; so does an ISO image, unless it is meant. */
final class VolumeDeleteTask extends VolumeTask<VolumeDeleteTask.Delete> {

    static final Script DELETE = script("delete");

    public record Delete(
            @Param(doc = "pool and volume: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "whether it may be an ISO image", fallback = "false") boolean iso) { }

    VolumeDeleteTask() {
        super("volumeDelete", Delete.class, "Deletes a volume that no domain of any host has, nor stands on.");
    }

    @Override
    String volume(Delete said) {
        return said.volume();
    }

    @Override
    Change change(Delete said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        if (seen.volume().isEmpty()) {
            return Change.none("is not there");
        }
        FoundVolume volume = seen.volume().get();
        if (volume.format().equals("iso") && !said.iso()) {
            throw new Refusal("refused by rule iso: volume " + said.volume() + " is an ISO image, which goes with nothing else", "say iso: true if it is meant");
        }
        seen.unused("deleted");
        return Change.of(Change.Kind.DELETE, volume.format() + " of " + new Size(volume.capacity()), hands -> {
            DiskUsers.refuse(seen, volume.path(), "deleted", hands);
            run(hands, "volume " + said.volume() + " could not be deleted", DELETE, seen.pool().uuid(), volume.path());
        });
    }
}
