"""What the pages of measurements have in common."""
from measure import OTHERS


def row(fields):
    """Of a table in Markdown."""
    return "| " + " | ".join(fields) + " |"


def table(*head):
    """How one begins."""
    return [row(head), "|---" * len(head) + "|"]


def head(title, facts):
    out = [f"# {title}, {facts['date']}", ""]
    if not facts["alone"]:
        out += ["**Others were at work on this machine meanwhile: it shows that all ends and does the work. Times and ratios mean nothing.**", ""]
    return out


def absent(missing, what="is not measured"):
    return [line for key, why in missing.items() for line in (f"## ({key}) {what}", "", why, "")]


def faults(turns, late=True):
    """Why a contender did not do the work, by its name. late: whether it is a fault to have been ended at the deadline."""
    found = {}
    for turn in turns:
        if why := turn.fault or ("it did not end" if late and not turn.ended else ""):
            found.setdefault(turn.contender, why)
    return found


def notes(turns, late=True, more=()):
    """What else is to be known of a case's turns, below their table."""
    found = [f"{name} did not do the work: {why}." for name, why in faults(turns, late).items()] + list(more)
    if disturbed := sorted({turn.contender for turn in turns if turn.others > OTHERS}):
        found.append(f"Others used more than {OTHERS} % of the machine in turns of {', '.join(disturbed)}.")
    return ["", *(line for note in found for line in (note, ""))]


def foot(facts, *programs):
    """Of a page of what was measured in a lab."""
    return ["", f"Controller, hosts and guests shared one machine: {facts['cores']} cores, {facts['memoryGib']} GiB, Linux {facts['kernel']}, guests emulated (TCG).",
            f"berth at {facts['commit']}, Ansible core {facts['ansibleCore']}, {', '.join(programs)}, libvirt {facts['libvirt']}, QEMU {facts['qemu']}.", ""]
