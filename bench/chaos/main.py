"""bench/run chaos: ../README.md says what is tried and what must never be."""
import argparse
import os
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

import operations
import world
from check import Check
from hosts import Hosts
from sequence import Run, Sequence

BERTH = Path(__file__).resolve().parents[2] / "berth"
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
    parser.add_argument("--by", default=BERTH, metavar="PROGRAM", help="what controllers call in berth's place: one without its care must fail")
    return parser.parse_args()


def say(text):
    print(text, flush=True)


class Chaos:
    def __init__(self, program, work):
        self.hosts = Hosts(os.environ["BERTH_LAB"])
        self.check, self.program, self.work = Check(self.hosts), program, work
        self.ends = Counter()
        self.crashes = Counter()

    def run(self, sequence):
        """Its faults, and how it went."""
        run = Run(sequence, self.hosts, self.check, self.program, self.work)
        try:
            return run.faults(), run.done()
        finally:
            run.end()

    def count(self, sequence, done):
        self.ends.update((" ".join(ran.drawn.words[:2]), ran.exit) for ran in done)
        self.crashes.update("a controller" if not crash.host else crash.what for crash in sequence.crashes)

    def shortest(self, sequence):
        """One that fails, too, and of which no single part can be left out."""
        part = 0
        while part < sequence.size():
            shorter = sequence.without(part)
            if any(self.run(shorter)[0] for _ in range(AGAIN)):
                say(f"it fails with {shorter.size()} of its parts, too")
                sequence = shorter
            else:
                part += 1
        return sequence

    def tell(self, sequence, faults, done):
        """A line of it, and of one that failed all there is to know."""
        crashes = "; " * bool(sequence.crashes) + ", ".join(crash.text() for crash in sequence.crashes)
        say(f"{'FAILED' if faults else 'ok    '} {sequence.seed}: {', '.join(' '.join(ran.drawn.words) + f' ({ran.exit})' for ran in done)}{crashes}")
        if faults:
            say("\n".join(faults))
            say("\n".join(f"{ran.text()}\n{ran.said}" for ran in sorted(done, key=lambda ran: ran.began)))

    def summary(self):
        say("exit statuses by operation:")
        say("\n".join(self.table()))
        say(f"crashes: {', '.join(f'{what} {count}' for what, count in sorted(self.crashes.items())) or 'none'}")

    def table(self):
        for words in sorted({words for words, _ in self.ends}):
            ends = ", ".join(f"{'killed' if code < 0 else code}: {count}" for (one, code), count in sorted(self.ends.items(), key=str) if one == words)
            yield f"  {words:24} {ends}"


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed, tried = [], 0
    with tempfile.TemporaryDirectory(prefix="berth-chaos-") as work:
        chaos = Chaos(given.by, Path(work))
        world.prepare(chaos.hosts)
        try:
            for seed in range(given.seed, given.seed + given.sequences):
                sequence = Sequence.of(Path(given.replay).read_text()) if given.replay else Sequence.drawn(seed, given.steps)
                faults, done = chaos.run(sequence)
                tried += 1
                chaos.count(sequence, done)
                chaos.tell(sequence, faults, done)
                if faults:
                    failed.append(seed)
                    if not given.no_shrink:
                        say(f"the shortest that fails, of seed {seed}:\n{chaos.shortest(sequence).text()}")
                    if not given.keep_going:
                        break
        finally:
            world.clear(chaos.hosts)
        chaos.summary()
    say(f"{tried} sequences of {len(operations.OPERATIONS)} operations, from seed {given.seed}: "
        f"{'all sound' if not failed else 'FAILED: ' + ', '.join(map(str, failed))}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
