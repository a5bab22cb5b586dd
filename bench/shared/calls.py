"""How a measurement is called, what it keeps of its figures, and how it ends."""
import argparse
import json
import os
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import machine
from measure import say


def at_least(least):
    """The type of an option that is a whole number."""
    def number(word):
        if int(word) < least:
            raise argparse.ArgumentTypeError(f"{least} or more, not {word}")
        return int(word)
    return number


def parser(what, cases, rounds):
    """With the options that all measurements have; a measurement adds its own."""
    options = argparse.ArgumentParser(prog=f"bench/run {what}")
    options.set_defaults(what=what)
    options.add_argument("--rounds", type=at_least(1), default=rounds, metavar="N", help=f"rounds of all contenders, one after another ({rounds})")
    options.add_argument("--only", type=only(cases), default=cases, metavar="CASES", help=f"not all cases, but these: {','.join(cases)}")
    options.add_argument("--not-alone", action="store_true",
                         help="do not wait for the machine to be idle, and let turns count whoever else is at work; the page says so")
    options.add_argument("--results", metavar="DIR", help=f"where the figures go, as <date>-{what}.md and .json (bench/results; with --not-alone nowhere)")
    options.add_argument("--logs", metavar="DIR", help="keep what every turn said there")
    return options


def only(cases):
    def named(word):
        names = word.split(",")
        if unknown := [name for name in names if name not in cases]:
            raise argparse.ArgumentTypeError(f"no such case: {', '.join(unknown)}")
        return names
    return named


def directories(given):
    """A new one for what the measurement writes, and that of the logs."""
    directory = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    logs = Path(given.logs) if given.logs else directory / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    return directory, logs


class Figures:
    """What is known so far: the turns of each case, and of what could not be measured, why."""

    def __init__(self, given):
        self.what, self.cases, self.missing = given.what, [], {}
        self.results = given.results or (None if given.not_alone else machine.ROOT / "bench/results")

    @contextmanager
    def measuring(self, *keys):
        """What goes wrong with these cases does not keep others from being measured."""
        try:
            yield
        except (RuntimeError, OSError, subprocess.SubprocessError) as why:
            for key in keys:
                say(f"{key}: {why}")
                self.missing[key] = str(why).splitlines()[0]

    def keep(self, facts, text, **more):
        """Page and data, written anew after each case: what is known is kept, whatever comes after it."""
        if self.results:
            results = Path(self.results)
            results.mkdir(parents=True, exist_ok=True)
            cases = [{"case": case.key, "title": case.title, "turns": [asdict(turn) for turn in turns]} for case, turns in self.cases]
            (results / f"{facts['date']}-{self.what}.md").write_text(text)
            (results / f"{facts['date']}-{self.what}.json").write_text(json.dumps({"facts": facts, **more, "cases": cases}, indent=1) + "\n")

    def end(self, late=True):
        """The status to exit with. late: whether it is a fault to have been ended at the deadline."""
        faults = [f"{case.key}: {turn.contender}" for case, turns in self.cases for turn in turns if turn.fault or late and not turn.ended]
        faults += [f"{key}: {why}" for key, why in self.missing.items()]
        return f"bench: not all was measured: {', '.join(faults)}" if faults else 0
