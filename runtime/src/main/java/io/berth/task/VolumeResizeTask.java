package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Size;
import java.util.List;
import java.util.Optional;

/** A volume of another size: it grows, under a running guest, too; it shrinks only if that is said. */
final class VolumeResizeTask extends VolumeTask<VolumeResizeTask.Resize> {

    static final Script RESIZE = script("resize");

    public record Resize(
            @Param(doc = "pool and volume: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "what its guest is to see, in whole sectors of 512 bytes", required = true) Size size,
            @Param(doc = "whether it may become smaller: what is behind the new end is lost", fallback = "false") boolean shrink) { }

    VolumeResizeTask() {
        super("volumeResize", Resize.class, "Makes a volume larger, and where that is said smaller.");
    }

    @Override
    String volume(Resize said) {
        return said.volume();
    }

    @Override
    Wrong wrong(Resize said) {
        return new Wrong().when(said.size().bytes() == 0 || said.size().bytes() % 512 != 0, "'size' wants whole sectors of 512 bytes, not " + said.size().bytes());
    }

    @Override
    Change change(Resize said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        FoundVolume volume = seen.found(scope);
        long more = said.size().bytes() - volume.capacity();
        if (more == 0) {
            return Change.none("of " + said.size());
        }
        if (more > 0) {
            if (seen.logical() || volume.format().equals("raw") && volume.allocation() >= volume.capacity()) {
                seen.room(more, "so much more");
            }
        } else {
            if (!said.shrink()) {
                throw new Refusal("refused by rule shrink: volume " + said.volume() + " is of " + new Size(volume.capacity()) + ", and " + said.size() + " would cut off its end",
                        "make the filesystem in it smaller first, then say shrink: true");
            }
            seen.still("made smaller");
        }
        Optional<FoundDomain> running = seen.users().stream().filter(FoundDomain::active).findFirst();
        return Change.of(Change.Kind.UPDATE, new Size(volume.capacity()) + " -> " + said.size() + running.map(domain -> ", under domain " + domain.name()).orElse(""),
                hands -> run(hands, "volume " + said.volume() + " could not be resized", RESIZE, seen.pool().uuid(), volume.path(), Long.toString(said.size().bytes()),
                        more > 0 ? "grow" : "shrink", running.map(FoundDomain::uuid).orElse("")));
    }
}
