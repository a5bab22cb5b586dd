"""bench/run guests: ../README.md says what is measured and how to read it."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import machine
import page
import work
from measure import Bench, say

ALL = ["list", "start", "stop"]


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run guests")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of all contenders, one after another (3)")
    parser.add_argument("--slow-rounds", type=int, default=1, metavar="N", help="rounds in which those take part that take long, too: ansible and a virsh a guest (1)")
    parser.add_argument("--guests", type=int, default=30, metavar="N", help="guests on each host (30)")
    parser.add_argument("--only", default=",".join(ALL), metavar="CASES", help=f"not all cases, but these: {','.join(ALL)}")
    parser.add_argument("--not-alone", action="store_true",
                        help="do not wait for the machine to be idle, and let turns count whoever else is at work; the page says so")
    parser.add_argument("--results", metavar="DIR",
                        help="where the figures go, as <date>-guests.md and .json (bench/results; with --not-alone nowhere)")
    parser.add_argument("--logs", metavar="DIR", help="keep what every turn said there")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(ALL)
    if unknown or given.slow_rounds < 0 or min(given.rounds, given.guests) < 1:
        parser.error(f"no such case: {', '.join(sorted(unknown))}" if unknown else "--rounds, --guests: 1 or more")
    if not given.results and not given.not_alone:
        given.results = work.ROOT / "bench/results"
    return given


def keep(given, found, figures, text):
    results = Path(given.results)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{found['date']}-guests.md").write_text(text)
    (results / f"{found['date']}-guests.json").write_text(json.dumps({
        "facts": found,
        "cases": [{"case": case.key, "title": case.title, "turns": [asdict(turn) for turn in turns]} for case, turns in figures]}, indent=1) + "\n")


def main():
    given = arguments()
    directory = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    logs = Path(given.logs) if given.logs else directory / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    todo = work.Work(directory, given.guests)
    bench = Bench(todo, given.rounds, given.slow_rounds, not given.not_alone, logs)
    figures, missing = [], {}
    say("making guests, not timed")
    todo.make()
    todo.bring(False)
    subprocess.run([str(word) for word in todo.berth("list").argv], env=todo.berth("list").environment(), check=True, stdout=subprocess.DEVNULL)
    found = {**machine.facts(), "rounds": given.rounds, "slowRounds": given.slow_rounds, "alone": not given.not_alone,
             "libvirt": machine.version("libvirt-daemon"), "qemu": machine.version("qemu-system-x86")}
    for key in given.only.split(","):
        try:
            case = work.made(todo, key)
            say(f"{key}: {case.title}")
            figures.append((case, bench.case(case)))
        except (RuntimeError, OSError, subprocess.SubprocessError) as why:
            say(f"{key}: {why}")
            missing[key] = str(why).splitlines()[0]
        # what is known is kept, whatever comes after it
        found["discarded"] = bench.discarded
        text = page.page(found, figures, missing)
        if given.results:
            keep(given, found, figures, text)
    print(text)
    faults = [f"{case.key}: {turn.contender}" for case, turns in figures for turn in turns if turn.fault or not turn.ended]
    faults += [f"{key}: {why}" for key, why in missing.items()]
    return f"bench: not all was measured: {', '.join(faults)}" if faults else 0


if __name__ == "__main__":
    sys.exit(main())
