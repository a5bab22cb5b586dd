"""bench/run images: ../README.md says what is measured and how to read it."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import cases
import machine
import page
from lab import BENCH, Lab
from measure import Bench, say

ALL = ["fresh", "used", "disk", "small", "three", "six"]


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run images")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of all contenders, one after another (3)")
    parser.add_argument("--only", default=",".join(ALL), metavar="CASES", help=f"not all cases, but these: {','.join(ALL)}")
    parser.add_argument("--not-alone", action="store_true",
                        help="do not wait for the machine to be idle, and let turns count whoever else is at work; the page says so")
    parser.add_argument("--results", metavar="DIR",
                        help="where the figures go, as <date>-images.md and .json (bench/results; with --not-alone nowhere)")
    parser.add_argument("--logs", metavar="DIR", help="keep what every turn said there")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(ALL)
    if unknown or given.rounds < 1:
        parser.error(f"no such case: {', '.join(sorted(unknown))}" if unknown else "--rounds: 1 or more")
    if not given.results and not given.not_alone:
        given.results = BENCH / "results"
    return given


def size(tree):
    """MB and files of a tree."""
    megabytes = subprocess.run(["du", "-sm", tree], capture_output=True, text=True, check=True).stdout.split()[0]
    return int(megabytes), sum(len(files) for _, _, files in os.walk(tree))


def facts(given, bench, work):
    """What the figures depend on."""
    tree, small = size(work.golden / "tree"), size(work.lab.artifacts / "debian12")
    return {**machine.facts(), "rounds": given.rounds, "alone": not given.not_alone, "discarded": bench.discarded,
            "treeMb": tree[0], "treeFiles": tree[1], "smallMb": small[0], "smallFiles": small[1],
            "tar": machine.version("tar"), "libvirt": machine.version("libvirt-daemon"), "qemu": machine.version("qemu-system-x86")}


def keep(given, found, figures, text):
    results = Path(given.results)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{found['date']}-images.md").write_text(text)
    (results / f"{found['date']}-images.json").write_text(json.dumps({
        "facts": found,
        "cases": [{"case": case.key, "title": case.title, "turns": [asdict(turn) for turn in turns]} for case, turns in figures]}, indent=1) + "\n")


def main():
    given = arguments()
    directory = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    logs = Path(given.logs) if given.logs else directory / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    lab = Lab(directory)
    work = cases.Work(lab, directory, lab.artifacts / "bench-images")
    bench = Bench(lab, given.rounds, given.rounds, not given.not_alone, logs)
    figures, missing = [], {}
    lab.start()
    say("making images and slots, not timed")
    cases.prepare(work, given.only.split(","))
    found = facts(given, bench, work)
    for key in given.only.split(","):
        try:
            case = cases.made(work, key)
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
    shutil.rmtree(directory, ignore_errors=True)
    print(text)
    faults = [f"{case.key}: {turn.contender}" for case, turns in figures for turn in turns if turn.fault or not turn.ended]
    faults += [f"{key}: {why}" for key, why in missing.items()]
    return f"bench: not all was measured: {', '.join(faults)}" if faults else 0


if __name__ == "__main__":
    sys.exit(main())
