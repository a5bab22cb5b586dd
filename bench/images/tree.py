"""Makes the golden tree of the measurement: the lab's own, which boots, and beside it what a larger system has. tree.py GOLDEN TREE

The same each time: the content comes from a generator with a fixed seed, all times are the same.
"""
import os
import random
import subprocess
import sys
from pathlib import Path

FILES = 34000  # beside the 9,000 of the lab's tree
PACKAGES = 400
MEDIAN, SPREAD = 9.0, 1.6  # of the logarithm of sizes in bytes: most files have some KB, a few some MB, as in a Debian system
LARGEST = 8 << 20
TIME = 1_700_000_000


def make(tree):
    dice = random.Random(20261121)
    words = [bytes(dice.choices(b"abcdefghijklmnopqrstuvwxyz", k=dice.randint(2, 11))) for _ in range(4000)]
    text = b" ".join(dice.choices(words, k=600_000))  # packs to about a third
    noise = dice.randbytes(LARGEST)  # does not pack
    root = tree / "usr/share/packages"
    for number in range(FILES):
        package = root / f"package-{number % PACKAGES:03}" / ("lib", "doc", "share/data")[number // PACKAGES % 3]
        if number < PACKAGES * 3:
            package.mkdir(parents=True, exist_ok=True)
        size = min(LARGEST, int(dice.lognormvariate(MEDIAN, SPREAD)))
        source = noise if number % 3 == 0 else text
        begin = dice.randrange(len(source) - min(size, len(source) - 1))
        file = package / f"file-{number:05}"
        if number % 97 == 96:
            if number % 2:
                os.link(previous, file)
            else:
                os.symlink(previous.name, file)
            continue
        file.write_bytes((number.to_bytes(4, "big") + source[begin:begin + size])[:max(size, 4)])
        previous = file
    for directory, _, files in os.walk(root):
        for name in (*files, "."):
            os.utime(Path(directory, name), (TIME, TIME), follow_symlinks=False)


def main():
    golden, tree = Path(sys.argv[1]), Path(sys.argv[2])
    subprocess.run(["cp", "-a", golden, tree], check=True)
    make(tree)


if __name__ == "__main__":
    main()
