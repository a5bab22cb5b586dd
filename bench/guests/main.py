"""bench/run guests: ../README.md says what is measured and how to read it."""
import sys

import machine
import page
import work
from calls import Figures, at_least, directories, parser
from measure import Bench, say

ALL = ["list", "start", "stop"]


def arguments():
    options = parser("guests", ALL, 3)
    options.add_argument("--slow-rounds", type=at_least(0), default=1, metavar="N", help="rounds in which those take part that take long, too: ansible and a virsh a guest (1)")
    options.add_argument("--guests", type=at_least(1), default=30, metavar="N", help="guests on each host (30)")
    return options.parse_args()


def together(bench, cases):
    """All rounds of cases, each contender doing one after another: what one leaves is where the next begins."""
    turns = {case.key: [] for case in cases}
    for number in range(1, bench.rounds + 1):
        for each in zip(*(case.contenders for case in cases)):
            if not each[0].slow or number <= bench.slow_rounds:
                for case, contender in zip(cases, each):
                    turns[case.key].append(bench.turn(case, contender, number))
    return [(case, turns[case.key]) for case in cases]


def main():
    given = arguments()
    directory, logs = directories(given)
    todo = work.Work(directory, given.guests)
    bench = Bench(todo, given.rounds, given.slow_rounds, not given.not_alone, logs)
    figures = Figures(given)
    say("making guests, not timed")
    todo.make()
    todo.bring(False)
    todo.guest("list").once(work.SLOW)
    found = {**machine.facts(), "rounds": given.rounds, "slowRounds": given.slow_rounds, "alone": not given.not_alone,
             "libvirt": machine.version("libvirt-daemon"), "qemu": machine.version("qemu-system-x86")}
    for group in (["list"], ["start", "stop"]):
        keys = [key for key in group if key in given.only]
        with figures.measuring(*keys):
            cases = [work.made(todo, key) for key in keys]
            for case in cases:
                say(f"{case.key}: {case.title}")
            figures.cases += together(bench, cases)
        found["discarded"] = bench.discarded
        text = page.page(found, figures)
        figures.keep(found, text)
    print(text)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
