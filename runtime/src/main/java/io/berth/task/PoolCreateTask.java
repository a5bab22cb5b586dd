package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Pool;
import io.berth.model.Pool.Kind;
import io.berth.model.Pool.Store;
import java.util.List;
import java.util.stream.Stream;

/** A pool that no playbook declares, as a task: the same as a declared one. */
final class PoolCreateTask extends WordTask<PoolCreateTask.Create> {

    private static final PoolTask POOL = new PoolTask();

    public record Create(
            @Param(doc = "the pool's name", required = true, positional = true) String pool,
            @Param(doc = "absolute path of its directory; of device and export where it is mounted") String dir,
            @Param(doc = "absolute path of a device with a filesystem") String device,
            @Param(doc = "a filesystem of another machine: nas:/export/vm") String export,
            @Param(doc = "name of a volume group of LVM") String group,
            @Param(doc = "with group and build: absolute paths of the devices it is made of") List<String> devices,
            @Param(doc = "type of the filesystem; else found out, of an export nfs") String format,
            @Param(doc = "whether a filesystem or volume group is made where the devices are empty", fallback = "false") boolean build,
            @Param(doc = "absolute path at which something must be mounted; else the pool is refused") String mounted,
            @Param(doc = "path below dir at which something must be; else the pool is refused") String contains,
            @Param(doc = "whether libvirt starts it with the host", fallback = "false") boolean autostart) {

        public Create {
            devices = List.copyOf(devices);
        }
    }

    PoolCreateTask() {
        super("poolCreate", Create.class, "Makes a pool as the declaration 'pool' does: defined, its directory made, active.");
    }

    @Override
    public String name(Create said) {
        return said.pool();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Create said, Scope scope) {
        return POOL.footprint(pool(said, scope), scope);
    }

    @Override
    Wrong wrong(Create said) {
        long stores = Stream.of(said.device(), said.export(), said.group()).filter(text -> !text.isEmpty()).count();
        Wrong wrong = new Wrong().unlessFits("pool", said.pool(), PoolVerbTask.NAME, "the name of a pool")
                .when(stores > 1, "a pool is of one of device, export and group");
        if (said.group().isEmpty()) {
            wrong.unlessAbsolute("dir", said.dir());
        } else {
            wrong.when(!said.dir().isEmpty(), "a volume group has no directory").when(!said.group().matches("[A-Za-z0-9+_.][A-Za-z0-9+_.-]*"), "'group' wants the name of a volume group");
        }
        if (!said.device().isEmpty()) {
            wrong.unlessAbsolute("device", said.device());
        }
        if (!said.mounted().isEmpty()) {
            wrong.unlessAbsolute("mounted", said.mounted());
        }
        wrong.when(!said.export().isEmpty() && !said.export().matches("[A-Za-z0-9:_][A-Za-z0-9:._-]*:/.*"), "'export' wants a machine and a path, such as nas:/export/vm");
        return wrong.when(List.of(said.contains().split("/")).contains("..") || said.contains().startsWith("/"), "'contains' wants a path below dir");
    }

    @Override
    public void check(Create said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Create said, Scope scope) {
        return POOL.observe(pool(said, scope), scope);
    }

    @Override
    public Change change(Create said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        return POOL.change(pool(said, scope), scope, seen);
    }

    private static Pool pool(Create said, Scope scope) {
        int colon = said.export().lastIndexOf(":/");
        Store store = !said.device().isEmpty() ? new Store(Kind.FS, "", said.device(), said.format(), List.of(), said.build())
                : colon > 0 ? new Store(Kind.NETFS, said.export().substring(0, colon), said.export().substring(colon + 1), said.format().isEmpty() ? "nfs" : said.format(), List.of(), false)
                : !said.group().isEmpty() ? new Store(Kind.LOGICAL, "", said.group(), "", said.devices(), said.build()) : Store.DIR;
        return new Pool(said.pool(), List.of(scope.host().name()), store, store.kind() == Kind.LOGICAL ? "/dev/" + said.group() : said.dir(), true, said.autostart(), said.mounted(),
                said.contains(), SourceRange.NONE);
    }
}
