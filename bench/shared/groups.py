"""Control groups, by which it is known what a contender uses, what the measurement does as a whole, and so what others do.

GROUP/turn holds a contender with all that it starts, also what outlives it; hosts are beside it in GROUP.
"""
import os
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CPUS = os.cpu_count()
KERNEL_THREAD = 0x00200000  # PF_KTHREAD of a process's flags
MAY_HAVE = 0.85  # of the memory that is free when its turn begins: what takes more is ended before the machine is
GROUP = Path(os.environ.get("BERTH_BENCH_GROUP", "/nowhere"))  # made by bench/lib.sh


def busy_seconds():
    """Of the machine, since it booted."""
    fields = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / TICKS


def kernel_seconds():
    """Of each of the kernel's own threads, by pid: what they write back and send to loop devices counts for no group, whoever asked for it."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[6]) & KERNEL_THREAD:
            found[file.parent.name] = (int(fields[11]) + int(fields[12])) / TICKS
    return found


def used_seconds(group=GROUP):
    """Of a group with all below it."""
    return numbers(group / "cpu.stat")["usage_usec"] / 1e6


def numbers(file):
    return {name: int(value) for name, value in (line.split() for line in file.read_text().splitlines())}


def count_memory():
    """Has the groups below GROUP count memory, where that is not cgroup 1's; GROUP itself may hold no process then."""
    if "memory" in (GROUP / "cgroup.controllers").read_text().split():
        (GROUP / "measure").mkdir(exist_ok=True)
        for pid in (GROUP / "cgroup.procs").read_text().split():
            (GROUP / "measure/cgroup.procs").write_text(pid)
        (GROUP / "cgroup.subtree_control").write_text("+memory")


def memory_group():
    """Where memory is counted: in the same group, or in one of cgroup 1, below this process's own; None: nowhere."""
    if "memory" in (GROUP / "cgroup.subtree_control").read_text().split():
        return GROUP / "turn"
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    for _, where, kind, options, *_ in mounts:
        if kind == "cgroup" and "memory" in options.split(","):
            own = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
            path = next(path for _, controllers, path in own if "memory" in controllers.split(","))
            return Path(where + path) / f"berth-bench-{os.getpid()}"
    return None


class Turns:
    """The group of the contender whose turn it is; new for each."""

    def __init__(self):
        self.group, self.memory = GROUP / "turn", memory_group()
        for there in self.all():
            there.mkdir(exist_ok=True)
        self.limit()

    def all(self):
        return dict.fromkeys(group for group in (self.group, self.memory) if group)

    def limit(self):
        free = int(next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemAvailable:")).split()[1]) * 1024
        for name in ("memory.limit_in_bytes", "memory.max"):
            if self.memory and (self.memory / name).exists():
                (self.memory / name).write_text(str(int(free * MAY_HAVE)))

    def join(self):
        """Called by the process that becomes the contender."""
        for group in self.all():
            (group / "cgroup.procs").write_text("0")

    def seconds(self):
        return used_seconds(self.group)

    def megabytes(self):
        """Of all its processes, each page counted once; pages of files, such as programs, are not among them."""
        if not self.memory:
            return 0.0
        found = numbers(self.memory / "memory.stat")
        return found["total_rss" if "total_rss" in found else "anon"] / 1e6

    def kill(self):
        (self.group / "cgroup.kill").write_text("1")

    def close(self):
        """Ends what is left, and waits until it is gone."""
        self.kill()
        for group in self.all():
            for _ in range(200):
                if not (group / "cgroup.procs").read_text():
                    break
                time.sleep(0.05)
            group.rmdir()
