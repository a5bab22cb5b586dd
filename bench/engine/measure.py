"""Turns and rounds: who is measured when, and what counts."""
import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

TICKS = os.sysconf("SC_CLK_TCK")
CPUS = os.cpu_count()
OTHERS = 12  # percent of the machine that others may use in a turn that counts


@dataclass
class Contender:
    name: str
    argv: list
    env: dict = field(default_factory=dict)
    slow: bool = False  # takes part in a few rounds only


@dataclass
class Case:
    """The same work for several contenders. wrong() looks whether it was done, and says what is missing."""
    key: str
    title: str
    contenders: list
    before: Callable = lambda: None
    wrong: Callable = lambda contender, said: ""
    sampled: bool = False  # whether the memory of all processes together is looked at


@dataclass
class Turn:
    contender: str
    round: int
    wall: float
    cpu: float
    memory: float  # MB of the largest process
    together: float  # MB of all processes, shared pages counted in each; 0: not looked at
    others: float  # percent of the machine


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def busy_seconds():
    fields = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / TICKS


def own_seconds():
    """Of the measurement's control group, with all that runs on its hosts."""
    for line in (Path(os.environ["BERTH_BENCH_GROUP"]) / "cpu.stat").read_text().splitlines():
        if line.startswith("usage_usec "):
            return int(line.split()[1]) / 1e6
    return 0.0


def quiet():
    """Waits until the machine has nothing else to do: a second with less than 15 % of it in use."""
    for waited in range(300):
        before = busy_seconds()
        time.sleep(1)
        if (busy_seconds() - before) / CPUS < 0.15:
            return
        if waited == 10:
            say("waiting for the machine to be idle")
    say("the machine has not been idle for five minutes")


class Sampler(threading.Thread):
    """Looks four times a second how much memory a process and all its descendants have."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0.0, threading.Event()

    def run(self):
        while not self.ended.wait(0.25):
            self.most = max(self.most, self.now())

    def now(self):
        parents, pages = {}, {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
                parents[int(stat.parent.name)], pages[int(stat.parent.name)] = int(fields[1]), int(fields[21])
            except (OSError, IndexError):
                continue
        total = 0
        for pid in pages:
            up = pid
            while up not in (0, 1, self.pid):
                up = parents.get(up, 0)
            total += pages[pid] if up == self.pid else 0
        return total * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(contender, log, sampled):
    """Runs it once: wall and CPU seconds, memory; its exit status and what it said."""
    others, own = busy_seconds(), own_seconds()
    with open(log, "wb") as out:
        begin = time.monotonic()
        process = subprocess.Popen([str(word) for word in contender.argv], env={**os.environ, **contender.env}, stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=subprocess.STDOUT)
        sampler = Sampler(process.pid)
        if sampled:
            sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    own, others = own_seconds() - own, busy_seconds() - others
    sampler.ended.set()
    used = max(0.0, others - own) / CPUS / max(wall, 0.01) * 100
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, sampler.most, used, process.returncode


class Bench:
    def __init__(self, farm, rounds, slow_rounds, strict, logs):
        self.farm, self.rounds, self.slow_rounds, self.strict, self.logs = farm, rounds, slow_rounds, strict, logs
        self.discarded = 0

    def case(self, case):
        """All rounds of a case; its turns that count."""
        turns, counted, number = [], 0, 0
        while counted < self.rounds:
            number += 1
            if number > self.rounds * 4:
                sys.exit("bench: others use this machine too much: no figure is better than a wrong one")
            made = [self.turn(case, contender, number) for contender in case.contenders
                    if not contender.slow or counted < self.slow_rounds]
            if self.strict and any(turn.others > OTHERS for turn in made):
                say(f"{case.key}: round {number} does not count: others were at work")
                self.discarded += 1
            else:
                counted += 1
                turns += made
        return turns

    def turn(self, case, contender, number):
        case.before()
        if self.strict:
            quiet()
        log = self.logs / f"{case.key}-{number}-{contender.name}.log"
        wall, cpu, memory, together, others, status = run(contender, log, case.sampled)
        self.farm.close_masters()
        said = log.read_text(errors="replace")
        wrong = f"it ended with status {status}" if status else case.wrong(contender.name, said)
        if wrong:
            sys.exit(f"bench: {case.key}: {contender.name} did not do the work: {wrong}\n" + "\n".join(said.splitlines()[-30:]))
        say(f"{case.key}, round {number}: {contender.name} {wall:.3f} s; others used {others:.0f} % of the machine")
        return Turn(contender.name, number, wall, cpu, memory, together, others)


def ratio(turns, one, other):
    """How many times as long `other` takes as `one`: the median over the rounds in which both took part; None: there is none."""
    walls = {(turn.contender, turn.round): turn.wall for turn in turns}
    ratios = [walls[other, round] / walls[one, round] for name, round in walls if name == one and (other, round) in walls]
    return statistics.median(ratios) if ratios else None
