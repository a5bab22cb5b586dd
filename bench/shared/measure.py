"""Turns and rounds: who is measured when, and what counts."""
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

from groups import CPUS, Turns, busy_seconds, kernel_seconds, used_seconds

OTHERS = 12  # percent of the machine that others may use in a turn that counts
TRIES = 3  # of a turn, until others leave the machine alone
IDLE = 120  # seconds to wait for that before each
PATIENCE = 5  # times the deadline where it does not matter what others do


@dataclass
class Contender:
    name: str
    argv: list
    env: dict = field(default_factory=dict)
    slow: bool = False  # takes part in a few rounds only
    deadline: int = 60  # seconds after which it is ended

    def environment(self):
        return {**os.environ, **self.env}

    def once(self, seconds):
        """Untimed; it has to do well, however long that takes where others are at work."""
        done = subprocess.run([str(word) for word in self.argv], env=self.environment(), check=False, timeout=seconds,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise RuntimeError(f"{self.name} ended with status {done.returncode}:\n{done.stdout}")


@dataclass
class Case:
    """The same work for several contenders. before() makes the same begin for each; wrong() looks whether the work was done, and says
    what is missing; parts() says what the parts of a turn took that was done, in seconds by their names."""
    key: str
    title: str
    contenders: list
    before: Callable = lambda contender: None
    wrong: Callable = lambda contender, said: ""
    way: Any = None  # the delay by which the host is reached; None: it is near
    parts: Callable = lambda contender, said: {}


@dataclass
class Turn:
    contender: str
    round: int
    wall: float  # seconds; of one that did not end, those it was given
    cpu: float  # seconds of all its processes on the controller, also of those that outlive it
    first: float  # MB of its first process at most, looked at ten times a second
    largest: float  # MB of its largest process at most, by the kernel's own count
    together: float  # MB of all its processes at most, looked at ten times a second, each page once and none of files
    others: float  # percent of the machine, without the kernel's own threads
    proxy: float  # percent of a core that making the way longer took; more than 60: it may be what is measured
    ended: bool = True
    whole: float = 0.0  # CPU seconds of all that is measured, hosts included
    fault: str = ""  # how it failed, or what it left undone
    parts: dict = field(default_factory=dict)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def quiet():
    """Waits until the machine has nothing else to do: a second with less than 15 % of it in use."""
    for waited in range(IDLE):
        before = busy_seconds()
        time.sleep(1)
        if (busy_seconds() - before) / CPUS < 0.15:
            return
        if waited == 10:
            say("waiting for the machine to be idle")
    say(f"the machine has not been idle for {IDLE} s")


class Watch(threading.Thread):
    """Looks at the memory of a turn, and ends it when its time is over."""

    def __init__(self, turns, process, deadline):
        super().__init__(daemon=True)
        self.turns, self.process, self.end = turns, process, time.monotonic() + deadline
        self.first = self.together = 0.0
        self.over, self.too_long = threading.Event(), False

    def run(self):
        while not self.over.wait(0.1):
            self.together = max(self.together, self.turns.megabytes())
            self.first = max(self.first, self.of_first())
            if time.monotonic() > self.end and not self.too_long:
                self.too_long = True
                self.turns.kill()

    def of_first(self):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.process.pid}/status").read_text())
        return int(found[1]) / 1000 if found else 0.0


class Bench:
    """farm: what is measured on, which forgets connections after each turn. alone: whether turns count only in which others leave the
    machine alone."""

    def __init__(self, farm, rounds, slow_rounds, alone, logs):
        self.farm, self.rounds, self.slow_rounds, self.alone, self.logs = farm, rounds, slow_rounds, alone, logs
        self.discarded, self.patience = 0, 1 if alone else PATIENCE

    def case(self, case):
        """All rounds of a case."""
        return [self.turn(case, contender, number) for number in range(1, self.rounds + 1)
                for contender in case.contenders if not contender.slow or number <= self.slow_rounds]

    def turn(self, case, contender, number):
        """The first try in which others leave the machine alone; where there is none, the one in which they did most so."""
        tries = []
        while not tries or self.alone and tries[-1].others > OTHERS and len(tries) < TRIES:
            tries.append(self.one(case, contender, number))
        self.discarded += len(tries) - 1
        return min(tries, key=lambda turn: turn.others)

    def one(self, case, contender, number):
        case.before(contender.name)
        if self.alone:
            quiet()
        log = self.logs / f"{case.key}-{number}-{contender.name}.log"
        turn, status = self.run(contender, number, log, case.way)
        said = log.read_text(errors="replace")
        if turn.ended:
            turn.fault = f"it ended with status {status}" if status else case.wrong(contender.name, said)
            turn.parts = {} if turn.fault else case.parts(contender.name, said)
        if turn.fault:
            say(f"{case.key}: {contender.name} did not do the work: {turn.fault}\n" + "\n".join(said.splitlines()[-30:]))
        how = f"{turn.wall:.3f} s" if turn.ended else f"not ended in {turn.wall:.0f} s"
        say(f"{case.key}, round {number}: {contender.name} {how}; others used {turn.others:.0f} % of the machine")
        return turn

    def run(self, contender, number, log, way):
        """Runs it once; its turn and its exit status."""
        turns = Turns()
        machine, own, proxy = busy_seconds(), used_seconds(), way.seconds() if way else 0.0
        kernel = kernel_seconds()
        with open(log, "wb") as out:
            begin = time.monotonic()
            process = subprocess.Popen([str(word) for word in contender.argv], env=contender.environment(), stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=subprocess.STDOUT, preexec_fn=turns.join)
            watch = Watch(turns, process, contender.deadline * self.patience)
            watch.start()
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            wall = time.monotonic() - begin
        watch.over.set()
        watch.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        own, machine = used_seconds() - own, busy_seconds() - machine
        kernel = sum(seconds - kernel.get(pid, 0.0) for pid, seconds in kernel_seconds().items())
        proxy = way.seconds() - proxy if way else 0.0
        cpu = turns.seconds()
        turns.close()
        self.farm.forget_masters()
        turn = Turn(contender.name, number, wall, cpu, watch.first, usage.ru_maxrss / 1000, watch.together,
                    max(0.0, machine - own - kernel) / CPUS / max(wall, 0.01) * 100, proxy / max(wall, 0.01) * 100, not watch.too_long, own)
        return turn, process.returncode


@dataclass
class Ratio:
    """How many times as long one takes as another; at least: since the one was ended; at most: since the other was."""
    times: float
    least: bool
    most: bool

    def __str__(self):
        return ("at least " if self.least else "at most " if self.most else "") + f"{self.times:.2f}"


def ratio(turns, one, other, of=lambda turn: turn.wall):
    """How many times as long `other` takes as `one`: the median over the rounds in which both took part; None: there is none. of: whole
    turns or a part of each."""
    by_name = {(turn.contender, turn.round): turn for turn in turns if not turn.fault}
    pairs = [(turn, by_name[other, turn.round]) for turn in turns
             if turn.contender == one and not turn.fault and (other, turn.round) in by_name]
    if not pairs or any(not mine.ended and not theirs.ended for mine, theirs in pairs):
        return None
    return Ratio(statistics.median(of(theirs) / of(mine) for mine, theirs in pairs),
                 any(not theirs.ended for _, theirs in pairs), any(not mine.ended for mine, _ in pairs))
