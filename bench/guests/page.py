"""The figures as a page."""
import statistics

import pages
from measure import ratio
from pages import row

# what the project wants: at least so many times as long as berth takes, for every case
WANTED = [("ansible", 10), ("virsh, one a host", 1 / 1.3)]


def page(facts, figures):
    out = pages.head("Guests", facts)
    out += [f"Whole commands, seconds. {facts['rounds']} rounds of all contenders, one after another; of those that take long, {facts['slowRounds']}. "
            f"{facts['discarded']} turns were made again, since others used the machine meanwhile.", ""]
    for case, turns in figures.cases:
        out += table(case, turns)
    return "\n".join([*out, *pages.absent(figures.missing), *wanted(figures.cases), *pages.foot(facts, facts["ssh"])])


def table(case, turns):
    lines = [f"## ({case.key}) {case.title}", "",
             *pages.table("", "rounds", "wall time, median", "min–max", "times berth", "CPU of the controller", "hosts included")]
    for name in dict.fromkeys(turn.contender for turn in turns):
        own = [turn for turn in turns if turn.contender == name]
        walls = [turn.wall for turn in own]
        lines.append(row([name, str(len(own)), f"{statistics.median(walls):.2f}", f"{min(walls):.2f}–{max(walls):.2f}", str(ratio(turns, "berth", name) or "–"),
                          *(f"{statistics.median(getattr(turn, cpu) for turn in own):.2f}" for cpu in ("cpu", "whole"))]))
    return lines + pages.notes(turns)


def wanted(cases):
    lines = ["## What is wanted", "", *pages.table("", "wanted", "measured", "")]
    for case, turns in cases:
        for other, times in WANTED:
            found = ratio(turns, "berth", other)
            if found is None:
                verdict = "not measured"
            else:
                verdict = "met" if found.times >= times else "missed"
            lines.append(row([f"({case.key}) {other} takes so many times as long as berth", f"{times:.2f}", str(found or "–"), verdict]))
    return lines
