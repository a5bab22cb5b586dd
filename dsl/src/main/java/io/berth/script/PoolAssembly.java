package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.Pool;
import io.berth.model.Pool.Kind;
import io.berth.model.Pool.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes pools of what was said, and checks what can be checked without a host. */
final class PoolAssembly {

    private static final List<String> STORES = List.of("fs", "netfs", "logical");
    private static final String EXAMPLE = "dir '/srv/pool'; fs '/dev/vdb1' with a dir; netfs host: 'nas', path: '/export' with a dir; or logical 'vg0'";

    private final Diagnostics diagnostics;
    private final Inventory inventory;

    PoolAssembly(Diagnostics diagnostics, Inventory inventory) {
        this.diagnostics = diagnostics;
        this.inventory = inventory;
    }

    Map<String, Pool> pools(List<Bound> declared) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (Bound said : declared) {
            List<String> hosts = inventory.match(said, "on");
            Optional<Kind> kind = kind(said);
            if (kind.isPresent() && isRight(said, kind.get()) & isChecked(said, kind.get()) && said.isSound()) {
                Said.OfPool pool = said.as(Said.OfPool.class);
                String dir = kind.get() == Kind.LOGICAL ? "/dev/" + pool.logical().group() : pool.dir();
                pools.put(pool.name(), new Pool(pool.name(), hosts, store(kind.get(), pool), dir, pool.start(), pool.autostart(), pool.mounted(),
                        pool.contains(), said.at("name")));
            }
        }
        return pools;
    }

    private Optional<Kind> kind(Bound said) {
        List<String> stores = STORES.stream().filter(said::says).toList();
        if (stores.size() > 1) {
            diagnostics.error(said.at(stores.get(1)), "a pool is " + String.join(" or ", stores) + ", not both", EXAMPLE);
            return Optional.empty();
        }
        if (stores.isEmpty() && !said.says("dir")) {
            diagnostics.error(said.call().at(), "'pool' says none of dir, fs, netfs and logical", EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(stores.isEmpty() ? Kind.DIR : Kind.valueOf(stores.get(0).toUpperCase(Locale.ROOT)));
    }

    private boolean isRight(Bound said, Kind kind) {
        boolean right = switch (kind) {
            case DIR -> true;
            case FS -> isPath(said, "fs.device", "the device");
            case NETFS -> isName(said, "netfs.host", "[A-Za-z0-9:_][A-Za-z0-9:._-]*") & isPath(said, "netfs.path", "the path");
            case LOGICAL -> isName(said, "logical.group", "[A-Za-z0-9+_.][A-Za-z0-9+_.-]*");
        };
        if (kind == Kind.LOGICAL && said.says("dir")) {
            diagnostics.error(said.at("dir"), "a volume group has no directory", "leave out 'dir'");
            return false;
        }
        if (said.says("build") && (kind == Kind.DIR || kind == Kind.NETFS)) {
            diagnostics.error(said.at("build"), "'build' is for fs and logical: a directory is made in any case, a filesystem of another machine never");
            return false;
        }
        return right & (kind == Kind.LOGICAL || isPath(said, "dir", "where it is mounted"));
    }

    private boolean isChecked(Bound said, Kind kind) {
        boolean right = !said.says("mounted") || isPath(said, "mounted", "a path");
        String contains = said.text("contains").orElse("");
        if (contains.startsWith("/") || List.of(contains.split("/")).contains("..")) {
            diagnostics.error(said.at("contains"), "'contains' wants a path below dir, not '" + contains + "'");
            right = false;
        }
        if (kind == Kind.LOGICAL && (said.says("mounted") || said.says("contains"))) {
            diagnostics.error(said.at(said.says("mounted") ? "mounted" : "contains"), "a volume group is not mounted");
            return false;
        }
        String dir = said.text("dir").orElse("");
        String mount = said.text("mounted").orElse("");
        if (right && !mount.isEmpty() && !mount.equals("/") && !(dir + "/").startsWith(mount.replaceAll("/+$", "") + "/")) {
            diagnostics.error(said.at("mounted"), "'" + dir + "' is not below '" + mount + "', so what is mounted there says nothing of it");
            return false;
        }
        return right;
    }

    private static Store store(Kind kind, Said.OfPool pool) {
        return switch (kind) {
            case DIR -> Store.DIR;
            case FS -> new Store(kind, "", pool.fs().device(), pool.fs().format(), List.of(), pool.build());
            case NETFS -> new Store(kind, pool.netfs().host(), pool.netfs().path(), pool.netfs().format(), List.of(), false);
            case LOGICAL -> new Store(kind, "", pool.logical().group(), "", pool.logical().devices(), pool.build());
        };
    }

    private boolean isPath(Bound said, String part, String what) {
        String word = part.substring(part.indexOf('.') + 1);
        if (!said.says(part)) {
            diagnostics.error(said.at(part), "'" + said.call().word() + "' needs '" + word + "', " + what, EXAMPLE);
            return false;
        }
        Optional<String> path = said.text(part);
        if (path.isPresent() && !path.get().startsWith("/")) {
            diagnostics.error(said.at(part), "'" + word + "' wants an absolute path, not '" + path.get() + "'");
        }
        return path.filter(text -> text.startsWith("/")).isPresent();
    }

    private boolean isName(Bound said, String part, String pattern) {
        Optional<String> name = said.text(part);
        if (name.filter(text -> text.matches(pattern)).isPresent()) {
            return true;
        }
        String word = part.substring(part.indexOf('.') + 1);
        diagnostics.error(said.at(part), name.isPresent() ? "'" + word + "' wants a name, not '" + name.get() + "'" : "'" + said.call().word() + "' needs '" + word + "'", EXAMPLE);
        return false;
    }
}
