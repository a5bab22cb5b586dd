"""bench/run chaos: ../README.md says what is tried and what must never be."""
import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import operations
import world
from check import Check
from hosts import Hosts
from sequence import Run, Sequence

BERTH = [str(Path(__file__).resolve().parents[2] / "berth")]
AGAIN = 2  # times that a shorter sequence is tried before it counts as sound: when things happen is not in it


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run chaos")
    parser.add_argument("--sequences", type=int, default=200, metavar="N", help="how many (200)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the first; each has the next one (1)")
    parser.add_argument("--steps", type=int, default=4, metavar="N", help="operations of each of the two controllers (4)")
    parser.add_argument("--here", action="store_true", help="in the lab that is up (BERTH_LAB), not in one of its own")
    parser.add_argument("--keep-going", action="store_true", help="go on after a sequence that failed")
    parser.add_argument("--no-shrink", action="store_true", help="do not look for a shorter sequence that fails, too")
    return parser.parse_args()


def say(text):
    print(text, flush=True)


class Chaos:
    def __init__(self, work):
        self.hosts = Hosts(os.environ["BERTH_LAB"])
        self.check, self.work = Check(self.hosts), work
        self.ends = Counter()
        self.crashes = Counter()

    def run(self, sequence):
        """Its faults, and how it went."""
        run = Run(sequence, self.hosts, self.check, BERTH, self.work)
        return run.faults(), run.done()

    def count(self, sequence, done):
        self.ends.update((" ".join(ran.drawn.words[:2]), ran.exit) for ran in done)
        self.crashes.update("a controller" if not crash.host else crash.what for crash in sequence.crashes)

    def shortest(self, sequence):
        """One that fails, too, and of which no part can be left out."""
        for shorter in sequence.shorter():
            if any(self.run(shorter)[0] for _ in range(AGAIN)):
                say(f"it fails without one part, too: {shorter.size()} are left")
                return self.shortest(shorter)
        return sequence

    def table(self):
        for words in sorted({words for words, _ in self.ends}):
            ends = ", ".join(f"{'killed' if code < 0 else code}: {count}" for (one, code), count in sorted(self.ends.items(), key=str) if one == words)
            yield f"  {words:24} {ends}"


def main():
    given = arguments()
    failed = []
    with tempfile.TemporaryDirectory(prefix="berth-chaos-") as work:
        chaos = Chaos(Path(work))
        world.prepare(chaos.hosts)
        try:
            for seed in range(given.seed, given.seed + given.sequences):
                sequence = Sequence.drawn(seed, given.steps)
                faults, done = chaos.run(sequence)
                chaos.count(sequence, done)
                say(f"{'FAILED' if faults else 'ok    '} {seed}: {', '.join(' '.join(ran.drawn.words) + f' ({ran.exit})' for ran in done)}"
                    f"{'; ' if sequence.crashes else ''}{', '.join(crash.text() for crash in sequence.crashes)}")
                if faults:
                    failed.append(seed)
                    say("\n".join(faults))
                    say("\n".join(f"{ran.text()}\n{ran.said}" for ran in sorted(done, key=lambda ran: ran.began)))
                    if not given.no_shrink:
                        say(f"the shortest that fails, of seed {seed}:\n{chaos.shortest(sequence).text()}")
                    if not given.keep_going:
                        break
        finally:
            world.clear(chaos.hosts)
        say("exit statuses by operation:")
        say("\n".join(chaos.table()))
        say(f"crashes: {', '.join(f'{what} {count}' for what, count in sorted(chaos.crashes.items())) or 'none'}")
        say(f"{seed - given.seed + 1} sequences of {len(operations.OPERATIONS)} operations, seeds {given.seed} to {seed}: "
            f"{'all sound' if not failed else 'FAILED: ' + ', '.join(map(str, failed))}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
