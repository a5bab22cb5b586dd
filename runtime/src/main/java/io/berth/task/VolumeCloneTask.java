package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A volume with the content of another, in whatever pool and format. */
final class VolumeCloneTask extends VolumeTask<VolumeCloneTask.Clone> {

    static final Script CLONE = script("part", "clone");

    /** What the new one is: the same as the old one, or another. */
    enum As { SAME, RAW, QCOW2 }

    public record Clone(
            @Param(doc = "pool and volume that is cloned: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "pool and volume of the new one, on the same host", required = true) String to,
            @Param(doc = "raw or qcow2; same: what the old one is, in a volume group raw", fallback = "same") As format) { }

    VolumeCloneTask() {
        super("volumeClone", Clone.class, "Makes a volume with the content of another, and compares them. One that a running guest writes to is refused.");
    }

    @Override
    String volume(Clone said) {
        return said.volume();
    }

    @Override
    public String name(Clone said) {
        return said.volume() + " to " + said.to();
    }

    @Override
    String otherPool(Clone said) {
        return said.to().split("/")[0];
    }

    @Override
    public Footprint footprint(Clone said, Scope scope) {
        return footprint(said, scope, Set.of(key(said.volume(), scope.host().name())), Set.of(key(said.to(), scope.host().name())));
    }

    @Override
    Wrong wrong(Clone said) {
        return new Wrong().unlessFits("to", said.to(), VolumeName.FORM, VolumeName.WANTS).when(said.to().equals(said.volume()), "a clone has another name");
    }

    @Override
    Change change(Clone said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        VolumeName name = VolumeName.of(said.to());
        Optional<FoundPool> pool = other.pool(name.pool());
        if (pool.isEmpty()) {
            return noPool(name.pool(), scope);
        }
        SeenVolume made = SeenVolume.of(name, pool.get(), other, seen.domains(), scope);
        made.takesNew();
        if (seen.volume().isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no volume " + said.volume() + " yet", hands -> seen.found(scope));
        }
        FoundVolume source = seen.volume().get();
        String from = seen.format();
        String format = made.logical() || from.equals("iso") ? "raw" : said.format() == As.SAME ? from : said.format().name().toLowerCase(Locale.ROOT);
        if (made.volume().isPresent()) {
            return there(said, made, source, format);
        }
        if (made.logical() && said.format() == As.QCOW2) {
            throw new TaskFailure("pool " + name.pool() + " is a volume group, whose volumes are raw", "leave out 'format'");
        }
        seen.still("cloned");
        made.room(made.logical() ? source.capacity() : Math.min(source.allocation(), source.capacity()), "a clone");
        return Change.of(Change.Kind.CREATE, format + " of " + new Size(source.capacity()) + (format.equals(from) ? "" : ", from " + from), hands -> run(hands,
                "volume " + said.volume() + " could not be cloned", CLONE, made.pool().uuid(), made.pool().type(), made.pool().target(), name.volume(), format,
                source.path(), from, Long.toString(source.capacity()), Long.toString(source.allocation()), source.backing().isEmpty() ? "alone" : "chain"));
    }

    private static Change there(Clone said, SeenVolume made, FoundVolume source, String format) throws Refusal {
        FoundVolume volume = made.volume().orElseThrow();
        if (volume.capacity() < source.capacity() || !made.logical() && said.format() != As.SAME && !volume.format().equals(format)) {
            throw new Refusal("volume " + said.to() + " is there, " + volume.format() + " of " + new Size(volume.capacity()) + ", and no clone of " + said.volume(),
                    "give the clone another name");
        }
        return Change.none("is there, " + volume.format() + " of " + new Size(volume.capacity()));
    }
}
