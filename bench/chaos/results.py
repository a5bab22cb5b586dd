"""The page of what ran: each seed with its result, and how operations ended. A page goes on where an earlier one ended."""
import json
import time
from collections import Counter
from pathlib import Path

import operations


class Results:
    def __init__(self, given):
        self.given, self.of = given, {}
        if given.results and (data := self.data(given.results)).exists():
            self.of = {int(seed): one for seed, one in json.loads(data.read_text()).items()}

    @staticmethod
    def data(page):
        return Path(page).with_suffix(".json")

    def add(self, seed, run, faults, took):
        """One sequence. Of a seed that ran again the last result counts, and the page says how often it ran."""
        before = self.of.get(seed, {"runs": 0, "failed": 0})
        self.of[seed] = {
            "runs": before["runs"] + 1, "failed": before["failed"] + bool(faults), "faults": [fault.splitlines()[0] for fault in faults],
            "seconds": round(took, 1), "day": time.strftime("%Y-%m-%d"),
            "ends": sorted([name_of(ran), ran.exit] for ran in run.done()), "crashes": [crash.what if crash.host else "controller" for crash in run.crashes],
        }

    def failed(self):
        return [seed for seed, one in sorted(self.of.items()) if one["faults"]]

    def ends(self):
        """Of each operation, how often it ended with which status."""
        count = Counter((name, code) for one in self.of.values() for name, code in one["ends"])
        for name in sorted({name for name, _ in count}):
            yield name, ", ".join(f"{'killed' if code < 0 else code}: {times}" for (one, code), times in sorted(count.items(), key=str) if one == name)

    def crashes(self):
        count = Counter(what for one in self.of.values() for what in one["crashes"])
        return ", ".join(f"{what} {times}" for what, times in sorted(count.items())) or "none"

    def conclusion(self):
        failed = self.failed()
        return (f"{len(self.of)} sequences of {len(operations.OPERATIONS)} operations, seeds {spans(sorted(self.of))}: "
                f"{'all sound' if not failed else 'FAILED: ' + ', '.join(map(str, failed))}")

    def text(self):
        return "\n".join(["exit statuses by operation:", *(f"  {name:24} {ends}" for name, ends in self.ends()), f"crashes: {self.crashes()}", self.conclusion()])

    def write(self, page):
        self.data(page).write_text(json.dumps(dict(sorted(self.of.items())), indent=None, separators=(",", ":")).replace('},"', '},\n"') + "\n")
        seconds = sorted(one["seconds"] for one in self.of.values())
        failed = [f"| {seed} | {'<br>'.join(self.of[seed]['faults'])} |" for seed in self.failed()]
        again = [f"{seed} ({one['runs']} runs, {one['failed']} failed)" for seed, one in sorted(self.of.items()) if one["failed"] and not one["faults"]]
        Path(page).write_text("\n".join([
            "# Random sequences of two controllers, with crashes", "",
            f"Made by `bench/run chaos --steps {self.given.steps} --results {Path(page).name}`; [`README.md`](../README.md) says what is tried and what must never be.", "",
            f"{self.conclusion()}.", "",
            f"Crashes that happened: {self.crashes()}. Seconds a sequence, making its hosts anew included: median {seconds[len(seconds) // 2]:.0f}, most {seconds[-1]:.0f}.", "",
            *(["| seed | what was wrong |", "|---|---|", *failed, ""] if failed else []),
            *([f"Sound at last, after what an earlier run found was mended: {', '.join(again)}.", ""] if again else []),
            "Exit statuses by operation (0: done, 1: failed, 2: names what is not there, 3: a host was not reached, 4: refused by a rule, killed: its controller was); what was cut off "
            "or failed beside a crash was done again, and counts again as `again`:", "",
            "| operation | statuses |", "|---|---|", *(f"| {name} | {ends} |" for name, ends in self.ends()), ""]))


def name_of(ran):
    """The operation, as users call it."""
    words = ran.of.words
    name = " ".join(words[:3] if words[1] == "snapshot" else words[:2]) + "".join(f" {word}" for word in words if word in ("--live", "--copy-storage", "--offline"))
    return name if ran.of is ran.drawn else "again: " + name


def spans(numbers):
    """1-4, 7 of 1, 2, 3, 4 and 7."""
    found = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
