"""bench/run engine: README.md says what is measured and how to read it."""
import os
import shutil
import subprocess
import sys

import commands
import copies
import machine
import page
import unchanged
from calls import Figures, at_least, directories, parser
from farm import Farm
from groups import count_memory
from measure import Bench, say
from work import Work

ALL = ["a", "b", "c", "d", "e", "f0", "f26", "put-0", "get-0", "put-20", "get-20"]


def arguments():
    options = parser("engine", ALL, 5)
    options.add_argument("--slow-rounds", type=at_least(0), default=1, metavar="N", help="in how many of them those take part that take minutes (1)")
    options.add_argument("--short", action="store_true", help="one round with a tenth of hosts and files, --not-alone: shows that it works")
    given = options.parse_args()
    if given.short:
        given.rounds, given.not_alone = 1, True
    return given


def made(work, key):
    if key.startswith("f"):
        return copies.f(work, int(key[1:]))
    if "-" in key:
        direction, milliseconds = key.split("-")
        return copies.stream(work, direction, int(milliseconds))
    return unchanged.e(work) if key == "e" else getattr(commands, key)(work)


def facts(given, bench):
    """What the figures depend on."""
    return {**machine.facts(), "rounds": given.rounds, "slowRounds": min(given.rounds, given.slow_rounds),
            "alone": not given.not_alone, "discarded": bench.discarded,
            "clush": machine.version("clustershell"), "pdsh": machine.version("pdsh")}


def main():
    given = arguments()
    directory, logs = directories(given)
    count_memory()
    farm = Farm(directory)
    work = Work(farm, 0.1 if given.short else 1)
    bench = Bench(farm, given.rounds, given.slow_rounds, not given.not_alone, logs)
    figures, trips, text = Figures(given), [], ""
    try:
        farm.start()
        # what a first start makes is no part of a measurement
        for home in work.javas.values():
            subprocess.run([machine.ROOT / "berth", "--version"], env={**os.environ, "JAVA_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
        for key in given.only:
            with figures.measuring(key):
                case = made(work, key)
                say(f"{key}: {case.title}")
                figures.cases.append((case, bench.case(case)))
                if key == "e":
                    trips = unchanged.round_trips(work)
            found = facts(given, bench)
            text = page.page(found, figures, trips)
            figures.keep(found, text, roundTrips=trips)
    finally:
        work.close()
        farm.stop()
        shutil.rmtree(directory, ignore_errors=True)
    print(text)
    return figures.end(late=False)


if __name__ == "__main__":
    sys.exit(main())
