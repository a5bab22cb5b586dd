"""What controllers do, each an entry of the table: how often it is drawn, its command line, and what it does with names where it succeeds."""
from dataclasses import dataclass
from typing import Callable

from hosts import NAMES
from world import BY_NAME, LOCAL, NEW, POOLS, PREFIX


# Which of its words names a guest that is gone where a verb succeeds, and may be where it is cut off; and one that is there then.
TAKES = {"undefine": 2, "rename": 2, "delete": 2}
STOPS = {"stop", "shutdown", "save", "delete"}
GIVES = {"define": 2, "rename": 3, "clone": 3, "create": 2}


@dataclass(frozen=True)
class Drawn:
    """One operation as a sequence has it."""
    words: tuple  # behind berth

    def takes(self):
        return self.named(TAKES)

    def gives(self):
        return self.named(GIVES)

    def renames(self):
        """From and to, where it does."""
        return {tuple(self.words[2:4])} if self.words[:2] == ("guest", "rename") else set()

    def may_stop(self):
        """Guests that may be off after it though they ran before."""
        stops = self.words[0] == "guest" and (self.words[1] in STOPS or self.words[1:3] == ("snapshot", "revert") or "--offline" in self.words)
        return {self.words[3 if self.words[1] == "snapshot" else 2]} if stops else set()

    def may_halt(self):
        return {self.words[2]} if self.words[:2] == ("guest", "suspend") else set()

    def deletes(self):
        """Marks of disks of the world's guests that it deletes by name."""
        return {self.words[2].partition("/")[2].removesuffix(".raw")} if self.words[:2] == ("volume", "delete") else set()

    def named(self, verbs):
        at = verbs.get(self.words[1])
        return {self.words[at].removesuffix(".xml")} if at and self.words[0] == "guest" else set()


@dataclass(frozen=True)
class Operation:
    weight: int
    draw: Callable  # of a random.Random and the names to pick from: a Drawn


def verb(word, *more):
    """guest WORD GUEST, of any of them."""
    return lambda rng, guests: Drawn(("guest", word, rng.choice(guests), *more))


def undefine(rng, guests):
    name = rng.choice(guests)
    return Drawn(("guest", "undefine", name, "--drop-saved", "--drop-snapshots"))


def define(rng, guests):
    """A guest as it was in the beginning; on another host, where that has its disk, too: then the name is somebody's already."""
    one = BY_NAME[rng.choice([name for name in guests if name in BY_NAME])]
    host = one.host if one.disk.startswith(LOCAL) else rng.choice(NAMES)
    return Drawn(("guest", "define", f"{one.name}.xml", "--on", host))


def rename(rng, guests):
    name, to = rng.choice(guests), rng.choice(NEW)
    return Drawn(("guest", "rename", name, to))


def migrate(*how):
    return lambda rng, guests: Drawn(("guest", "migrate", rng.choice(guests), rng.choice(NAMES), "--within", "2", *how))


def clone(rng, guests):
    return Drawn(("guest", "clone", rng.choice(guests), rng.choice(NEW)))


def create(rng, guests):
    return Drawn(("guest", "create", rng.choice(NEW), "--on", rng.choice(NAMES), "--memory", "32M", "--disk", f"{rng.choice(list(POOLS))}:1M", "--emulated"))


def snapshot(word):
    return lambda rng, guests: Drawn(("guest", "snapshot", word, rng.choice(guests), "before"))


def volume(word, *more):
    """volume WORD POOL/VOLUME of one host, of a few that only this makes."""
    return lambda rng, guests: Drawn(("volume", word, f"{rng.choice(list(POOLS))}/volume{rng.choice('12')}.qcow2", *more, "-l", rng.choice(NAMES)))


def disk_delete(rng, guests):
    """A guest's disk, by its name, on any host: only where no guest of any host has it."""
    one = BY_NAME[rng.choice([name for name in guests if name in BY_NAME and BY_NAME[name].mark])]
    pool = next(pool for pool, directory in POOLS.items() if one.disk.startswith(directory + "/"))
    return Drawn(("volume", "delete", f"{pool}/{one.mark}.raw", "-l", one.host if pool == "chaos-local" else rng.choice(NAMES)))


def drain(word, *more):
    """Only of this world's guests: others may share the hosts."""
    return lambda rng, guests: Drawn(("host", word, rng.choice(NAMES), "--within", "2", "--only", f"{PREFIX}*", *more))


OPERATIONS = {
    "start": Operation(12, verb("start")),
    "stop": Operation(4, verb("stop")),
    "shutdown": Operation(3, verb("shutdown", "--within", "5", "--then-stop")),
    "suspend": Operation(2, verb("suspend")),
    "resume": Operation(2, verb("resume")),
    "reset": Operation(1, verb("reset")),
    "save": Operation(2, verb("save")),
    "restore": Operation(2, verb("restore")),
    "autostart": Operation(1, verb("autostart", "on")),
    "set-memory": Operation(1, verb("set-memory", "24M")),
    "undefine": Operation(2, undefine),
    "define": Operation(3, define),
    "rename": Operation(2, rename),
    "clone": Operation(3, clone),
    "create": Operation(2, create),
    "delete": Operation(3, verb("delete", "--with-snapshots")),
    "add-disk": Operation(2, verb("add-disk", "chaos-local:1M")),
    "snapshot create": Operation(2, snapshot("create")),
    "snapshot revert": Operation(2, snapshot("revert")),
    "snapshot delete": Operation(1, snapshot("delete")),
    "volume create": Operation(2, volume("create", "--size", "1M")),
    "volume resize": Operation(1, volume("resize", "2M")),
    "volume delete": Operation(2, volume("delete")),
    "volume delete of a disk": Operation(2, disk_delete),
    "host drain": Operation(1, drain("drain")),
    "host undrain": Operation(1, drain("undrain")),
    "migrate": Operation(4, migrate()),
    "migrate --live": Operation(3, migrate("--live")),
    "migrate --copy-storage": Operation(3, migrate("--copy-storage")),
    "migrate --offline": Operation(3, migrate("--offline")),
}


def draw(rng, guests):
    """An operation of the table, by its weight, of one of these guests."""
    name = rng.choices(list(OPERATIONS), [one.weight for one in OPERATIONS.values()])[0]
    return OPERATIONS[name].draw(rng, guests)
