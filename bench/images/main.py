"""bench/run images: ../README.md says what is measured and how to read it."""
import os
import shutil
import subprocess
import sys

import cases
import machine
import page
from calls import Figures, directories, parser
from lab import Lab
from measure import Bench, say

ALL = ["fresh", "used", "disk", "small", "three", "six"]


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


def main():
    given = parser("images", ALL, 3).parse_args()
    directory, logs = directories(given)
    lab = Lab(directory)
    work = cases.Work(lab, directory, lab.artifacts / "bench-images")
    bench = Bench(lab, given.rounds, given.rounds, not given.not_alone, logs)
    figures = Figures(given)
    lab.start()
    say("making images and slots, not timed")
    cases.prepare(work, given.only)
    found = facts(given, bench, work)
    for key in given.only:
        with figures.measuring(key):
            case = cases.made(work, key)
            say(f"{key}: {case.title}")
            figures.cases.append((case, bench.case(case)))
        found["discarded"] = bench.discarded
        text = page.page(found, figures)
        figures.keep(found, text)
    shutil.rmtree(directory, ignore_errors=True)
    print(text)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
