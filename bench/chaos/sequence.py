"""A random sequence: what two controllers do at once, and what crashes meanwhile."""
import os
import random
import re
import shutil
import signal
import threading
import time
from dataclasses import dataclass, replace

import operations
from check import Expected
from hosts import NAMES
from world import GUESTS, NEW, TOGETHER, definition, make

DEADLINE = 300  # seconds after which a command counts as hung: the machine may have much else to do
DOWN = 1.0  # seconds for which a daemon that crashed is down
EXITS = {0, 1, 2, 3, 4, 130}  # those that berth documents
CUT = {1, 3}  # those of what could not be done: where something crashed, that may be why


@dataclass(frozen=True)
class Crash:
    """After so many seconds a daemon of a host ends, or a controller with all it has started here."""
    after: float
    what: str  # libvirtd, sshd, or the controller's number
    host: str = ""

    def text(self):
        return f"after {self.after:.1f} s kill -9 " + (f"{self.what} of {self.host}" if self.host else f"controller {self.what}")


@dataclass(frozen=True)
class Sequence:
    seed: int
    running: tuple  # guests that run when it begins
    does: tuple  # of each controller, what it does one after another
    crashes: tuple

    @staticmethod
    def drawn(seed, steps):
        rng = random.Random(seed)
        # the thief and its victim never run both, nor does a base while what lies over it does
        running = tuple(one.name for one in GUESTS if rng.random() < 0.4 and not one.name.endswith(("thief", "base")))
        # few, so that the two controllers meet; the others look on. Who shares a disk is drawn together.
        guests = [*rng.choice(TOGETHER) * 2, *rng.sample([one.name for one in GUESTS], 2), rng.choice(NEW)]
        does = tuple(tuple(operations.draw(rng, guests) for _ in range(steps)) for _ in range(2))
        crashes = []
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            what = rng.choice(["libvirtd", "sshd", "1", "2"])
            crashes.append(Crash(round(rng.uniform(0.3, 1.5 * steps), 1), what, rng.choice(NAMES) if what.endswith("d") else ""))
        return Sequence(seed, running, does, tuple(sorted(crashes, key=lambda one: one.after)))

    def size(self):
        """How many parts it has."""
        return sum(map(len, self.does)) + len(self.crashes) + len(self.running)

    def without(self, part):
        """It without one of its parts, by number; of each controller its last operations first, which less depends on."""
        if part < len(self.crashes):
            return replace(self, crashes=self.crashes[:part] + self.crashes[part + 1:])
        part -= len(self.crashes)
        for number, does in enumerate(self.does):
            if part < len(does):
                at = len(does) - 1 - part
                return replace(self, does=(*self.does[:number], does[:at] + does[at + 1:], *self.does[number + 1:]))
            part -= len(does)
        return replace(self, running=self.running[:part] + self.running[part + 1:])

    @staticmethod
    def of(text):
        """As text() wrote it."""
        running, does, crashes = (), ([], []), []
        for line in filter(None, map(str.strip, text.splitlines())):
            if said := re.fullmatch(r"running: (.*)", line):
                running = tuple(name for name in said[1].split(", ") if name != "none")
            elif said := re.fullmatch(r"controller ([12]): berth (.*)", line):
                does[int(said[1]) - 1].append(operations.Drawn(tuple(said[2].split())))
            elif said := re.fullmatch(r"after ([0-9.]+) s kill -9 (?:(libvirtd|sshd) of (\w+)|controller ([12]))", line):
                crashes.append(Crash(float(said[1]), said[2] or said[4], said[3] or ""))
            else:
                raise ValueError(f"not a line of a sequence: {line}")
        return Sequence(0, running, tuple(map(tuple, does)), tuple(crashes))

    def text(self):
        lines = [f"running: {', '.join(self.running) or 'none'}"]
        for number, does in enumerate(self.does, 1):
            lines += [f"controller {number}: berth {' '.join(one.words)}" for one in does]
        return "\n".join(lines + [crash.text() for crash in self.crashes])


@dataclass
class Ran:
    """A command of a controller as it went. Times are of one clock."""
    controller: int
    drawn: operations.Drawn
    of: operations.Drawn  # what a resume goes on with; else the same
    began: float
    ended: float = 0
    exit: int = 0
    said: str = ""

    def text(self):
        return f"{self.began:6.1f} {self.ended:6.1f} controller {self.controller} exit {self.exit}: berth {' '.join(self.drawn.words)}"


class Controller(threading.Thread):
    """One who types commands, one at a time."""

    def __init__(self, number, does, calls, clock):
        super().__init__(daemon=True)
        self.number, self.does, self.calls, self.clock = number, does, calls, clock
        self.done, self.over = [], False

    def run(self):
        for drawn in self.does:
            if self.over:
                break
            self.command(drawn)
            if self.calls.killed and not self.over:
                self.calls.killed = False
                self.go_on_with(self.done[-1])

    def go_on(self):
        """What a crash cut off is resumed when all is back, as a user does."""
        for ran in [ran for ran in self.done if ran.exit in CUT and ran.of is ran.drawn]:
            self.go_on_with(ran)

    def go_on_with(self, ran):
        """Resumed where it was a run already, else said again."""
        run = re.search(r"^run (\S+)", ran.said, re.M)
        self.command(operations.Drawn(("resume", run[1])) if run else ran.drawn, ran.of)

    def command(self, drawn, of=None):
        ran = Ran(self.number, drawn, of or drawn, self.clock())
        self.done.append(ran)
        inventory = [] if drawn.words[0] == "resume" else ["-i", os.path.join(os.environ["BERTH_LAB"], "run/inventory.groovy")]
        ran.said, ran.exit = self.calls.call([*drawn.words, *inventory, "--yes"], DEADLINE)
        ran.ended = self.clock()


class Run:
    """A sequence as it goes, on hosts that are made for it, watched all the time."""

    def __init__(self, sequence, hosts, check, callers):
        self.sequence, self.hosts, self.check = sequence, hosts, check
        start = time.monotonic()
        self.controllers = [Controller(number, does, calls, lambda: time.monotonic() - start)
                            for number, (does, calls) in enumerate(zip(sequence.does, callers), 1)]
        for calls in callers:
            calls.killed = False
            shutil.rmtree(calls.state / "berth", ignore_errors=True)
            for one in GUESTS:
                (calls.state / f"{one.name}.xml").write_text(definition(one))
        self.clashes, self.crashes = [], []  # what was seen while it went, and what did crash
        self.crashed, self.over = threading.Event(), threading.Event()

    def faults(self):
        """What was wrong while it went and is wrong in the end; empty: nothing."""
        for host in NAMES:
            self.hosts.mend(host)
        make(self.hosts, self.sequence.running)
        self.check.begin()
        watch = threading.Thread(target=self.watch, daemon=True)
        crashes = threading.Thread(target=self.crash, daemon=True)
        for thread in (watch, *self.controllers, crashes):
            thread.start()
        for controller in self.controllers:
            controller.join()
        self.crashed.set()
        crashes.join()
        for host in NAMES:
            self.hosts.mend(host)
        if self.crashes:
            for controller in self.controllers:
                controller.go_on()
        self.over.set()
        watch.join()
        return list(dict.fromkeys([*self.clashes, *self.wrong_ends(), *self.check.faults(self.check.settled(), self.expected())]))

    def watch(self):
        try:
            while not self.over.wait(0.05):
                self.clashes += [clash for clash in self.check.clashes(self.hosts.programs(), moving=True) if clash not in self.clashes]
        except Exception as e:  # pylint: disable=broad-exception-caught
            self.clashes.append(f"the checker saw nothing any more: {e!r}")

    def crash(self):
        start, down = time.monotonic(), []
        for crash in self.sequence.crashes:
            if self.crashed.wait(max(0, start + crash.after - time.monotonic())):
                break
            if not crash.host:
                if self.controllers[int(crash.what) - 1].calls.kill():
                    self.crashes.append(crash)
                continue
            self.hosts.crash(crash.host, crash.what)
            self.crashes.append(crash)
            timer = threading.Timer(DOWN, self.hosts.mend, [crash.host])
            timer.start()
            down.append(timer)
        for timer in down:
            timer.join()

    def end(self):
        """Whatever it was in the middle of: no controller goes on."""
        self.crashed.set()
        self.over.set()
        for controller in self.controllers:
            controller.over = True
            controller.calls.kill()

    def done(self):
        return [ran for controller in self.controllers for ran in controller.done]

    def wrong_ends(self):
        for ran in self.done():
            killed = ran.exit == -signal.SIGKILL and "it had not ended" not in ran.said
            if ran.exit not in EXITS and not killed or "Exception" in ran.said:
                yield f"{ran.text()}\n{ran.said}"

    def expected(self):
        """What the operations that were not refused may have done, and what they must not."""
        done = [ran for ran in self.done() if ran.exit not in (2, 4)]
        taken = {name for ran in done for name in ran.of.takes()}
        given = {name for ran in done if ran.exit == 0 for name in ran.of.gives()}
        renamed = {pair for ran in done for pair in ran.of.renames()}
        # one that was renamed has one name or the other, unless somebody else took either
        takers = [name for ran in {id(ran.of): ran for ran in done}.values() for name in ran.of.takes()]
        either = {pair for pair in renamed if takers.count(pair[0]) == 1 and pair[1] not in takers}
        stopped = {name for ran in done for name in ran.of.may_stop()}
        halted = {name for ran in done for name in ran.of.may_halt()}
        drained = any(ran.drawn.words[:2] in (("host", "drain"), ("host", "undrain")) for ran in done)
        running = set() if drained else set(self.sequence.running) - stopped - taken
        return Expected(may_be_gone=taken, there=({one.name for one in GUESTS} | given) - taken, either=either, running=running, not_halted=running - halted,
                        deleted={mark for ran in done for mark in ran.of.deletes()})
