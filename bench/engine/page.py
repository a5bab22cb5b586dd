"""The figures as a page."""
import statistics

from measure import ratio

# what the project wants: case, contender, at least so many times as long as berth takes, and on which JDK
WANTED = [
    ("a", "ansible-19", 1 / 0.7, "17"), ("a", "ansible-19", 1 / 0.5, "25"),
    ("a", "ansible-19-debug", 1 / 0.7, "17"), ("a", "ansible-19-debug", 1 / 0.5, "25"),
    ("b", "clush", 1.0, "25"), ("c", "ansible", 40, "25"), ("d", "ansible", 30, "25"), ("e", "ansible", 50, "25"),
    ("f26", "ansible", 30, "25"),
    ("put-0", "ssh", 1.0, "25"), ("get-0", "ssh", 1.0, "25"), ("put-20", "ssh", 1.0, "25"), ("get-20", "ssh", 1.0, "25"),
]


def page(today, facts, rounds, slow_rounds, discarded, figures, trips):
    out = [f"# The engine beside others, {today}", "",
           f"{rounds} rounds of all contenders, one after another; of those that take minutes, {min(rounds, slow_rounds)}. "
           f"{discarded} rounds more were thrown away, since others used the machine meanwhile.", ""]
    for case, turns in figures:
        out += table(case, turns)
    out += wanted(dict((case.key, turns) for case, turns in figures), trips)
    out += ["", f"Controller and hosts shared one machine: {facts['cores']} cores, {facts['memoryGib']} GiB; one sshd on many loopback addresses, "
            "key exchange curve25519-sha256 and cipher aes128-gcm for all.",
            f"berth at {facts['commit']}, Ansible core {facts['ansibleCore']}, ClusterShell {facts['clush']}, pdsh {facts['pdsh']}, {facts['ssh']}, "
            f"Linux {facts['kernel']}.", ""]
    return "\n".join(out)


def table(case, turns):
    names = list(dict.fromkeys(turn.contender for turn in turns))
    berths = [name for name in names if name.startswith("berth-")]
    head = ["", "rounds", "wall time, median s", "min–max"] + [f"times {name}" for name in berths] + ["CPU, median s", "memory, MB"]
    lines = [f"## ({case.key}) {case.title}", "", "| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name in names:
        own = [turn for turn in turns if turn.contender == name]
        walls = [turn.wall for turn in own]
        ratios = [f"{ratio(turns, berth, name):.2f}" for berth in berths]
        memory = f"{max(turn.memory for turn in own):.0f}"
        if case.sampled:
            memory += f"; all processes {max(turn.together for turn in own):.0f}"
        lines.append("| " + " | ".join([name, str(len(own)), f"{statistics.median(walls):.3f}", f"{min(walls):.3f}–{max(walls):.3f}", *ratios,
                                        f"{statistics.median(turn.cpu for turn in own):.2f}", memory]) + " |")
    return lines + [""]


def wanted(by_case, trips):
    lines = ["## What is wanted", "", "| case | JDK | against | wanted, times as long as berth | measured | |", "|---|---|---|---|---|---|"]
    for key, other, least, java in WANTED:
        found = ratio(by_case[key], f"berth-{java}", other) if key in by_case else None
        if found is not None:
            lines.append(f"| {key} | {java} | {other} | {least:.2f} | {found:.2f} | {'met' if found >= least else 'not met'} |")
    memory = max((turn.memory for turn in by_case.get("d", []) if turn.contender.startswith("berth-")), default=None)
    if memory is not None:
        lines += ["", f"Memory of berth in (d): {memory:.0f} MB at most; wanted: under 500."]
    if trips:
        lines += ["", f"Round trips to the host, connecting and login included, as a proxy on the way saw them: {trips[1]} in (e), {trips[0]} in (a); "
                  "wanted: at most 3 for the tasks of (e)."]
    return lines
