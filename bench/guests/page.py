"""The figures as a page."""
import statistics

from measure import OTHERS, ratio, row

# what the project wants: at least so many times as long as berth takes, for every case
WANTED = [("ansible", 10), ("virsh, one a host", 1 / 1.3)]


def page(facts, cases, missing):
    out = [f"# Guests, {facts['date']}", ""]
    if not facts["alone"]:
        out += ["**Others were at work on this machine meanwhile: it shows that all ends and does the work. Times mean nothing, and ratios little.**", ""]
    out += [f"Whole commands, seconds. {facts['rounds']} rounds of all contenders, one after another; of those that take long, {facts['slowRounds']}. "
            f"{facts['discarded']} turns were made again, since others used the machine meanwhile.", ""]
    for case, turns in cases:
        out += table(case, turns)
    for key, why in missing.items():
        out += [f"## ({key}) is not measured", "", why, ""]
    out += wanted(cases)
    out += ["", f"Controller, hosts and guests shared one machine: {facts['cores']} cores, {facts['memoryGib']} GiB, Linux {facts['kernel']}, guests emulated (TCG).",
            f"berth at {facts['commit']}, Ansible core {facts['ansibleCore']}, {facts['ssh']}, libvirt {facts['libvirt']}, QEMU {facts['qemu']}.", ""]
    return "\n".join(out)


def table(case, turns):
    lines = [f"## ({case.key}) {case.title}", "", row(["", "rounds", "wall time, median", "min–max", "times berth", "CPU of the controller", "hosts included"]), "|---" * 7 + "|"]
    notes = []
    for name in dict.fromkeys(turn.contender for turn in turns):
        own = [turn for turn in turns if turn.contender == name]
        faults = [turn.fault or "it did not end" for turn in own if turn.fault or not turn.ended]
        if faults:
            notes.append(f"{name} did not do the work: {faults[0]}.")
        walls = [turn.wall for turn in own]
        lines.append(row([name, str(len(own)), f"{statistics.median(walls):.2f}", f"{min(walls):.2f}–{max(walls):.2f}", str(ratio(turns, "berth", name) or "–"),
                          *(f"{statistics.median(getattr(turn, cpu) for turn in own):.2f}" for cpu in ("cpu", "whole"))]))
    disturbed = sorted({turn.contender for turn in turns if turn.others > OTHERS})
    if disturbed:
        notes.append(f"Disturbed in all tries: {', '.join(disturbed)}.")
    return lines + ["", *(f"{note}\n" for note in notes)]


def wanted(cases):
    lines = ["## What is wanted", "", row(["", "wanted", "measured", ""]), "|---" * 4 + "|"]
    for case, turns in cases:
        for other, times in WANTED:
            found = ratio(turns, "berth", other)
            if found is None:
                verdict = "not measured"
            else:
                verdict = "met" if found.times >= times else "missed"
            lines.append(row([f"({case.key}) {other} takes so many times as long as berth", f"{times:.2f}", str(found or "–"), verdict]))
    return lines
