"""The figures as a page."""
import statistics

import pages
from pages import row

# what the project wants: case, whose figure, of what, against whom, at most so many times as much; without another one: seconds
WANTED = [
    ("fresh", "berth rsync", "sync", "rsync", 1.15), ("fresh", "berth tar", "sync", "tar, zstd", 1.15), ("fresh", "berth tar", "sync", "tar", 1.15),
    ("used", "berth rsync", "sync", "rsync", 1.15), ("used", "berth rsync", "wall", "ansible", 1.0),
    ("disk", "berth block", "sync", "write", 1.3),
    ("used", "berth overlay", "sync", None, 1.0), ("used", "berth snapshot", "sync", None, 1.0),
    ("used", "berth staged", "downtime", "shutdown + boot", 1.1),
    ("small", "berth rsync", "downtime", "rsync", 1.1),
    *(("small", f"berth {name}", "downtime", "shutdown + boot", 1.1) for name in ("overlay", "snapshot", "staged")),
    *(("small", f"berth {name}", "wall", other, 1.1)
      for name, other in (("rsync", "rsync"), ("overlay", "shutdown + boot"), ("snapshot", "shutdown + boot"), ("staged", "shutdown + boot"))),
    ("three", "berth", "wall", "script", 1.0), ("six", "berth", "wall", "script", 1 / 0.95),
]


def figure(turn, what):
    return turn.wall if what == "wall" else turn.parts.get(what)


def figures(turns, name, what):
    """By round, of the turns that did the work."""
    return {turn.round: figure(turn, what) for turn in turns if turn.contender == name and turn.ended and not turn.fault and figure(turn, what)}


def ratios(turns, name, other, what):
    mine, theirs = figures(turns, name, what), figures(turns, other, what)
    return [mine[number] / theirs[number] for number in mine if number in theirs]


def spread(values, digits=2):
    """Median and extremes."""
    if not values:
        return "–"
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def page(facts, found):
    out = pages.head("Images onto slots", facts)
    out += [f"A Debian tree of {facts['treeMb']} MB and {facts['treeFiles']} files, and the lab's own of {facts['smallMb']} MB and {facts['smallFiles']}. "
            f"{facts['rounds']} rounds of all contenders, one after another; {facts['discarded']} turns were made again, since others used the machine "
            "meanwhile. Seconds, median (min–max).", ""]
    for case, turns in found.cases:
        out += table(case, turns)
    return "\n".join([*out, *pages.absent(found.missing), *wanted({case.key: turns for case, turns in found.cases}),
                      *pages.foot(facts, f"rsync {facts['rsync']}", f"tar {facts['tar']}", facts["ssh"])])


def table(case, turns):
    lines = [f"## ({case.key}) {case.title}", "", *pages.table("", "whole command", "sync", "downtime", "CPU of the controller")]
    for name in dict.fromkeys(turn.contender for turn in turns):
        values = [spread(list(figures(turns, name, what).values())) for what in ("wall", "sync", "downtime")]
        lines.append(row([name, *values, f"{statistics.median(turn.cpu for turn in turns if turn.contender == name):.2f}"]))
    return lines + pages.notes(turns) + steps(turns)


def steps(turns):
    """Where the time of a slot goes."""
    names = [name for name in dict.fromkeys(turn.contender for turn in turns) if any(turn.parts for turn in turns if turn.contender == name)]
    seen = dict.fromkeys(what for turn in turns for what in turn.parts if what.startswith("step "))
    lines = pages.table("part of a slot's time", *names)
    for what in seen:
        values = [figures(turns, name, what).values() for name in names]
        lines.append(row([what.removeprefix("step "), *(f"{statistics.median(found):.2f}" if found else "–" for found in values)]))
    return [*lines, ""] if names else []


def wanted(by_case):
    lines = ["## What is wanted", "", *pages.table("case", "", "of", "against", "at most", "measured", "")]
    for key, name, what, other, most in WANTED:
        turns = by_case.get(key, [])
        found = ratios(turns, name, other, what) if other else list(figures(turns, name, what).values())
        verdict = "" if not found else "met" if statistics.median(found) <= most else "not met"
        lines.append(row([key, name, what, other or "–", f"{most:.2f}" + ("" if other else " s"), spread(found) if found else "not measured", verdict]))
    return lines
