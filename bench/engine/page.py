"""The figures as a page."""
import statistics

import pages
from measure import ratio
from pages import row

# what the project wants: case, contender, at least so many times as long as berth takes, and on which JDK; of ssh-open: in the part "stream"
WANTED = [
    ("a", "ansible-19", 1 / 0.7, "17"), ("a", "ansible-19", 1 / 0.5, "25"),
    ("a", "ansible-19-debug", 1 / 0.7, "17"), ("a", "ansible-19-debug", 1 / 0.5, "25"),
    ("b", "clush", 1.0, "25"), ("c", "ansible", 40, "25"), ("d", "ansible", 30, "25"),
    ("e", "ansible", 50, "25"), ("e", "ansible-all", 50, "25"), ("f0", "ansible", None, "25"), ("f26", "ansible", 30, "25"),
    *((key, ssh, 1.0, java) for key in ("put-0", "get-0", "put-20", "get-20") for ssh in ("ssh", "ssh-open") for java in ("25", "17")),
]
MEMORY = 500  # MB, at the most hosts
TRIPS = 3  # for the tasks of e
PROXY = 60  # percent of a core


def page(facts, figures, trips):
    out = pages.head("The engine beside others", facts)
    out += [f"{facts['rounds']} rounds of all contenders, one after another; of those that take minutes, {facts['slowRounds']}. "
            f"{facts['discarded']} turns were made again, since others used the machine meanwhile.", ""]
    for case, turns in figures.cases:
        out += table(case, turns)
    out += pages.absent(figures.missing, "is not all measured")
    out += wanted({case.key: turns for case, turns in figures.cases}, trips)
    out += ["", f"Controller and hosts shared one machine: {facts['cores']} cores, {facts['memoryGib']} GiB; one sshd on many loopback addresses, "
            "key exchange curve25519-sha256 and cipher aes128-gcm for all.",
            f"berth at {facts['commit']}, Ansible core {facts['ansibleCore']}, ClusterShell {facts['clush']}, pdsh {facts['pdsh']}, "
            f"rsync {facts['rsync']}, {facts['ssh']}, Linux {facts['kernel']}.", ""]
    return "\n".join(out)


def table(case, turns):
    names = list(dict.fromkeys(turn.contender for turn in turns))
    berths = [name for name in names if name.startswith("berth-")]
    parts = list(dict.fromkeys(part for turn in turns for part in turn.parts))
    head = ["", "rounds", "wall time, median s", "min–max", *(f"times {name}" for name in berths), *(f"{part}, median s" for part in parts),
            "CPU, median s", "memory, MB: first process", "largest", "all"]
    lines = [f"## ({case.key}) {case.title}", "", *pages.table(*head)]
    failed = pages.faults(turns, late=False)
    for name in names:
        own = [turn for turn in turns if turn.contender == name]
        if name in failed:
            lines.append(row([name, str(len(own)), "failed"] + [""] * (len(head) - 3)))
            continue
        walls = [turn.wall for turn in own]
        median = f"{statistics.median(walls):.3f}" if all(turn.ended for turn in own) else f"not ended in {max(walls):.0f}"
        lines.append(row([name, str(len(own)), median, f"{min(walls):.3f}–{max(walls):.3f}", *(str(ratio(turns, berth, name) or "") for berth in berths),
                          *(median_of(part, own) for part in parts), f"{statistics.median(turn.cpu for turn in own):.2f}",
                          *(f"{max(getattr(turn, memory) for turn in own):.0f}" for memory in ("first", "largest", "together"))]))
    busiest = max(turns, key=lambda turn: turn.proxy)
    of_way = [f"The proxy used at most {busiest.proxy:.0f} % of a core, with {busiest.contender}"
              + (": it may be what is measured." if busiest.proxy > PROXY else ".")] if case.way else []
    return lines + pages.notes(turns, late=False, more=of_way)


def median_of(part, turns):
    found = [turn.parts[part] for turn in turns if part in turn.parts]
    return f"{statistics.median(found):.3f}" if found else ""


def wanted(by_case, trips):
    lines = ["## What is wanted", "", *pages.table("case", "JDK", "against", "wanted, times as long as berth", "measured", "")]
    for key, other, least, java in WANTED:
        of = (lambda turn: turn.parts["stream"]) if other == "ssh-open" else lambda turn: turn.wall
        found = ratio(by_case[key], f"berth-{java}", other, of) if key in by_case else None
        lines.append(row([key, java, other, f"{least:.2f}" if least else "no figure", str(found or "not measured"), verdict(found, least)]))
    berths = [turn for turn in by_case.get("d", []) if turn.contender.startswith("berth-")]
    memory = max(turn.largest for turn in berths) if berths and all(turn.ended and not turn.fault for turn in berths) else None
    lines.append(row(["d", "both", f"{MEMORY} MB", "at most", f"{memory:.0f} MB" if memory else "not measured",
                      "" if not memory else "met" if memory < MEMORY else "not met"]))
    tasks = trips[1] - trips[0] + 1 if trips else 0  # that one command takes one
    lines.append(row(["e", "25", f"{TRIPS} round trips", "at most", str(tasks) if trips else "not measured",
                      "" if not trips else "met" if tasks <= TRIPS else "not met"]))
    if trips:
        lines += ["", f"Round trips to the host, as a proxy on the way saw them: {trips[1]} in a run of the tasks of (e), {trips[0]} in one of "
                  f"a single command with nothing to do, which connects and logs in as well: so the tasks of (e) take {tasks}."]
    return lines


def verdict(found, least):
    """Whether it is met; of a bound only what it shows."""
    if not found or not least:
        return ""
    if found.times >= least:
        return "" if found.most else "met"
    return "" if found.least else "not met"
