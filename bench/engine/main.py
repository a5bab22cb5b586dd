"""bench/run engine: README.md says what is measured and how to read it."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import commands
import copies
import machine
import page
import unchanged
from farm import Farm
from groups import count_memory
from measure import Bench, say
from work import ROOT, Work

ALL = ["a", "b", "c", "d", "e", "f0", "f26", "put-0", "get-0", "put-20", "get-20"]


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run engine")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of all contenders, one after another (5)")
    parser.add_argument("--slow-rounds", type=int, default=1, metavar="N", help="in how many of them those take part that take minutes (1)")
    parser.add_argument("--only", default=",".join(ALL), metavar="CASES", help=f"not all cases, but these: {','.join(ALL)}")
    parser.add_argument("--not-alone", action="store_true",
                        help="do not wait for the machine to be idle, and let turns count whoever else is at work; the page says so")
    parser.add_argument("--short", action="store_true", help="one round with a tenth of hosts and files, --not-alone: shows that it works")
    parser.add_argument("--results", metavar="DIR",
                        help="where the figures go, as <date>-engine.md and .json (bench/results; with --not-alone and --short nowhere)")
    parser.add_argument("--logs", metavar="DIR", help="keep what every turn said there")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(ALL)
    if unknown or given.rounds < 1:
        parser.error(f"no such case: {', '.join(sorted(unknown))}" if unknown else "--rounds: 1 or more")
    if given.short:
        given.rounds, given.not_alone = 1, True
    if not given.results and not given.not_alone:
        given.results = ROOT / "bench/results"
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


def keep(given, found, figures, trips, text):
    results = Path(given.results)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{found['date']}-engine.md").write_text(text)
    (results / f"{found['date']}-engine.json").write_text(json.dumps({
        "facts": found, "roundTrips": trips,
        "cases": [{"case": case.key, "title": case.title, "turns": [asdict(turn) for turn in turns]} for case, turns in figures]}, indent=1) + "\n")


def main():
    given = arguments()
    directory = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    logs = Path(given.logs) if given.logs else directory / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    count_memory()
    farm = Farm(directory)
    work = Work(farm, 0.1 if given.short else 1)
    bench = Bench(farm, given.rounds, given.slow_rounds, not given.not_alone, logs)
    figures, missing, trips, text = [], {}, [], ""
    try:
        farm.start()
        # what a first start makes is no part of a measurement
        for home in work.javas.values():
            subprocess.run([ROOT / "berth", "--version"], env={**os.environ, "JAVA_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
        for key in given.only.split(","):
            try:
                case = made(work, key)
                say(f"{key}: {case.title}")
                figures.append((case, bench.case(case)))
                if key == "e":
                    trips = unchanged.round_trips(work)
            except (RuntimeError, OSError, subprocess.SubprocessError) as why:
                say(f"{key}: {why}")
                missing[key] = str(why).splitlines()[0]
            # what is known is kept, whatever comes after it
            found = facts(given, bench)
            text = page.page(found, figures, missing, trips)
            if given.results:
                keep(given, found, figures, trips, text)
    finally:
        work.close()
        farm.stop()
        shutil.rmtree(directory, ignore_errors=True)
    print(text)
    faults = [f"{case.key}: {turn.contender}" for case, turns in figures for turn in turns if turn.fault]
    faults += [f"{key}: {why}" for key, why in missing.items()]
    return f"bench: not all was measured: {', '.join(faults)}" if faults else 0


if __name__ == "__main__":
    sys.exit(main())
