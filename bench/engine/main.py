"""bench/run engine: README.md says what is measured and how to read it."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import page
from cases import Cases, ROOT
from farm import Farm
from measure import Bench, say

ALL = ["a", "b", "c", "d", "e", "f0", "f26", "put-0", "get-0", "put-20", "get-20"]


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run engine")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of all contenders, one after another, that count (5)")
    parser.add_argument("--slow-rounds", type=int, default=1, metavar="N", help="in how many of them those take part that take minutes (1)")
    parser.add_argument("--only", default=",".join(ALL), metavar="CASES", help=f"not all cases, but these: {','.join(ALL)}")
    parser.add_argument("--short", action="store_true",
                        help="one round with a tenth of hosts and files, whoever else is at work: shows that it works, no figures are kept")
    parser.add_argument("--results", default=ROOT / "bench/results", metavar="DIR",
                        help="where the figures go, as <date>-engine.md and .json (bench/results)")
    parser.add_argument("--logs", metavar="DIR", help="keep what every turn said there")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(ALL)
    if unknown or given.rounds < 1:
        parser.error(f"no such case: {', '.join(sorted(unknown))}" if unknown else "--rounds: 1 or more")
    return given


def made(cases, key):
    if key.startswith("f"):
        return cases.f(int(key[1:]))
    if "-" in key:
        direction, milliseconds = key.split("-")
        return cases.stream(direction, int(milliseconds))
    return getattr(cases, key)()


def said_by(*argv):
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def facts():
    """What the figures depend on."""
    memory = int(Path("/proc/meminfo").read_text().split()[1])
    return {
        "cores": os.cpu_count(), "memoryGib": round(memory / 2**20), "kernel": os.uname().release.split("-")[0],
        "commit": said_by("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"),
        "ansibleCore": said_by("dpkg-query", "-W", "-f", "${source:Upstream-Version}", "ansible-core"),
        "clush": said_by("dpkg-query", "-W", "-f", "${source:Upstream-Version}", "clustershell"),
        "pdsh": said_by("dpkg-query", "-W", "-f", "${source:Upstream-Version}", "pdsh"),
        "ssh": subprocess.run(["ssh", "-V"], capture_output=True, text=True, check=False).stderr.split(",")[0],
    }


def main():
    given = arguments()
    rounds, scale = (1, 0.1) if given.short else (given.rounds, 1)
    work = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    logs = Path(given.logs) if given.logs else work / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    farm = Farm(work)
    cases = Cases(farm, scale)
    try:
        farm.start()
        bench = Bench(farm, rounds, min(rounds, given.slow_rounds), not given.short, logs)
        figures = []
        # what a first start makes is no part of a measurement
        for home in cases.javas.values():
            subprocess.run([ROOT / "berth", "--version"], env={**os.environ, "JAVA_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
        for key in given.only.split(","):
            case = made(cases, key)
            say(f"{key}: {case.title}")
            figures.append((case, bench.case(case)))
        trips = cases.round_trips() if {"a", "e"} <= set(given.only.split(",")) else []
    finally:
        cases.close()
        farm.close_masters()
        farm.stop()
        shutil.rmtree(work, ignore_errors=True)

    today = date.today().isoformat()
    text = page.page(today, facts(), rounds, given.slow_rounds, bench.discarded, figures, trips)
    print(text)
    if given.short:
        say("a short run: nothing is kept")
        return
    results = Path(given.results)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{today}-engine.md").write_text(text)
    (results / f"{today}-engine.json").write_text(json.dumps({
        "date": today, "facts": facts(), "rounds": rounds, "discarded": bench.discarded, "roundTrips": trips,
        "cases": [{"case": case.key, "title": case.title, "turns": [asdict(turn) for turn in turns]} for case, turns in figures]}, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
