"""bench/run chaos: ../README.md says what is tried and what must never be."""
import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import world
from check import Check
from controller import Calls, Kept
from hosts import Hosts
from results import Results
from sequence import Run, Sequence

HERE = Path(__file__).resolve().parent
JVM = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Djdk.reflect.useNativeAccessorOnly=true"]
AGAIN = 2  # times that a shorter sequence is tried before it counts as sound: when things happen is not in it


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run chaos")
    parser.add_argument("--sequences", type=int, default=200, metavar="N", help="how many (200)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the first; each has the next one (1)")
    parser.add_argument("--steps", type=int, default=4, metavar="N", help="operations of each of the two controllers (4)")
    parser.add_argument("--here", action="store_true", help="in the lab that is up (BERTH_LAB), not in one of its own")
    parser.add_argument("--replay", metavar="FILE", help="a sequence as one that failed was printed, so often as --sequences says")
    parser.add_argument("--keep-going", action="store_true", help="go on after a sequence that failed")
    parser.add_argument("--no-shrink", action="store_true", help="do not look for a shorter sequence that fails, too")
    parser.add_argument("--verbose", action="store_true", help="print what commands said of sound sequences, too")
    parser.add_argument("--by", metavar="PROGRAM", help="what controllers call, a process for each command, in place of one JVM each for all of them: "
                                                        "./berth as users have it; one without its care must fail")
    parser.add_argument("--results", metavar="FILE", help="a page of what ran and how, written after each sequence; sequences that a page has already stay on it")
    return parser.parse_args()


def say(text):
    print(text, flush=True)


class Chaos:
    def __init__(self, callers, verbose):
        self.hosts = Hosts(os.environ["BERTH_LAB"])
        self.check, self.callers, self.verbose = Check(self.hosts), callers, verbose

    def run(self, sequence):
        """It as it went, and its faults."""
        run = Run(sequence, self.hosts, self.check, self.callers)
        try:
            return run, run.faults()
        finally:
            run.end()

    def shortest(self, sequence):
        """One that fails, too, and of which no single part can be left out."""
        part = 0
        while part < sequence.size():
            shorter = sequence.without(part)
            if any(self.run(shorter)[1] for _ in range(AGAIN)):
                say(f"it fails with {shorter.size()} of its parts, too")
                sequence = shorter
            else:
                part += 1
        return sequence

    def tell(self, run, faults, took):
        """A line of it, and of one that failed all there is to know."""
        done = run.done()
        crashes = "; " * bool(run.crashes) + ", ".join(crash.text() for crash in run.crashes)
        say(f"{'FAILED' if faults else 'ok    '} {run.sequence.seed}, {took:.0f} s: {', '.join(f'{said(ran)} ({ran.exit})' for ran in done)}{crashes}")
        if faults:
            say("\n".join(faults))
        if faults or self.verbose:
            say("\n".join(f"{ran.text()}\n{ran.said}" for ran in sorted(done, key=lambda ran: ran.began)))


def said(ran):
    return " ".join(ran.drawn.words) if ran.of is ran.drawn else f"again: {' '.join(ran.of.words)}"


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results, failed = Results(given), False
    with tempfile.TemporaryDirectory(prefix="berth-chaos-") as work:
        callers = [caller(given.by, Path(work), number) for number in "12"]
        chaos = Chaos(callers, given.verbose)
        world.prepare(chaos.hosts)
        try:
            for seed in range(given.seed, given.seed + given.sequences):
                sequence = Sequence.of(Path(given.replay).read_text()) if given.replay else Sequence.drawn(seed, given.steps)
                began = time.monotonic()
                run, faults = chaos.run(sequence)
                took = time.monotonic() - began
                chaos.tell(run, faults, took)
                results.add(seed, run, faults, took)
                if given.results:
                    results.write(given.results)
                if faults:
                    failed = True
                    if not given.no_shrink:
                        say(f"the shortest that fails, of seed {seed}:\n{chaos.shortest(sequence).text()}")
                    if not given.keep_going:
                        break
        finally:
            for calls in callers:
                calls.close()
            world.clear(chaos.hosts)
    say(results.text())
    return 1 if failed else 0


def caller(program, work, number):
    """Who calls berth for a controller, in a directory of its own."""
    state = work / f"controller{number}"
    state.mkdir()
    if program:
        return Calls(program, state)
    classes = work / "classes"
    subprocess.run([f"{os.environ['BERTH_JAVA']}c", "-d", classes, "-cp", os.environ["BERTH_CLASSPATH"], HERE / "Kept.java"], check=True)
    return Kept([os.environ["BERTH_JAVA"], *JVM, f"-Dberth.home={HERE.parents[1]}", "-cp", f"{os.environ['BERTH_CLASSPATH']}:{classes}", "io.berth.cli.Kept"], state, Hosts(os.environ["BERTH_LAB"]))


if __name__ == "__main__":
    sys.exit(main())
