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

/** An empty volume. One that is there is never made anew; of another size or format it is refused. */
final class VolumeCreateTask extends VolumeTask<VolumeCreateTask.Create> {

    static final Script CREATE = script("create");

    public record Create(
            @Param(doc = "pool and volume: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "what its guest sees, in whole sectors of 512 bytes", required = true) Size size,
            @Param(doc = "raw or qcow2; auto: qcow2, in a volume group raw", fallback = "auto") VolumeFormat format,
            @Param(doc = "whether all of it is taken from the pool at once; of raw only", fallback = "false") boolean full,
            @Param(doc = "whether it may be larger than what the pool has left", fallback = "false") boolean overcommit) { }

    VolumeCreateTask() {
        super("volumeCreate", Create.class, "Makes an empty volume in a pool, in its pool's turn. One that does not fit is refused.");
    }

    @Override
    String volume(Create said) {
        return said.volume();
    }

    @Override
    Wrong wrong(Create said) {
        return new Wrong().when(said.size().bytes() == 0 || said.size().bytes() % 512 != 0, "'size' wants whole sectors of 512 bytes, not " + said.size().bytes())
                .when(said.full() && said.format() == VolumeFormat.QCOW2, "'full' is of raw volumes only")
                .when(said.full() && said.overcommit(), "what is taken at once cannot be more than there is: 'full' or 'overcommit'");
    }

    @Override
    Change change(Create said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        seen.takesNew();
        String format = said.format().of(seen.logical());
        if (said.full() && !format.equals("raw")) {
            throw new TaskFailure("'full' is of raw volumes only", "say format: raw");
        }
        if (seen.volume().isPresent()) {
            return there(said, seen.volume().get(), seen.logical(), format);
        }
        if (seen.logical() && !format.equals("raw")) {
            throw new TaskFailure("pool " + seen.pool().name() + " is a volume group, whose volumes are raw", "leave out 'format'");
        }
        if (!said.overcommit()) {
            seen.room(said.size().bytes(), "a volume");
        }
        long taken = said.full() || seen.logical() ? said.size().bytes() : 0;
        return Change.of(Change.Kind.CREATE, format + " of " + said.size() + (said.full() ? ", all taken" : ""), hands -> run(hands,
                "volume " + said.volume() + " could not be made", CREATE, seen.pool().uuid(), seen.name().volume(), Long.toString(said.size().bytes()), Long.toString(taken),
                seen.logical() ? "" : format));
    }

    private static Change there(Create said, FoundVolume volume, boolean logical, String format) throws Refusal {
        // a volume group gives whole extents
        boolean sized = logical ? volume.capacity() >= said.size().bytes() : volume.capacity() == said.size().bytes();
        if (!sized) {
            throw new Refusal("volume " + said.volume() + " is there and of " + new Size(volume.capacity()) + ", not " + said.size(), "volumeResize changes that; or give the new one another name");
        }
        if (!logical && said.format() != VolumeFormat.AUTO && !volume.format().equals(format)) {
            throw new Refusal("volume " + said.volume() + " is there and " + volume.format() + ", not " + format, "volumeClone makes another of it");
        }
        return Change.none(volume.format() + " of " + new Size(volume.capacity()));
    }
}
