"""That the checker sees each fault that it is for, and takes nothing else for one: on hosts that are made up."""
import unittest
from dataclasses import replace

from check import Check, Expected
from hosts import Domain, Program, Seen
from operations import Drawn
from sequence import Controller, Ran, Run, Sequence
from world import GUESTS, MARK, STRANGERS

ALL = {one.name for one in GUESTS}


def disk(mark):
    return b"\0" * MARK.start + mark.encode().ljust(MARK.stop - MARK.start)


class MadeUp(Check):
    """Of hosts on which all is as it was made, but for what a case changes."""

    def __init__(self):
        super().__init__(self)
        self.files = {(one.host, one.disk): disk(one.mark) if one.mark else b"QFI\xfb" for one in GUESTS}
        self.files |= {place: disk(mark) for place, mark in STRANGERS.items()}
        self.states = {}
        self.begin()

    def identity(self, host, path):
        return 1, hash(path)

    def content(self, host, path):
        return self.files.get((host, path))

    def runs(self, program):
        return self.states.get(program.pid, "running") == "running"


def program(name, pid, host="kvm1", incoming=False, writes=(), reads=()):
    return Program(host, pid, f"chaos-{name}", incoming, frozenset(writes), frozenset(reads))


class CheckerTest(unittest.TestCase):
    def setUp(self):
        self.check = MadeUp()
        self.domains = {one.name: Domain(one.host, one.name, "shut off", (one.disk,)) for one in GUESTS}
        self.programs = ()
        self.expected = Expected(may_be_gone=set(), there=ALL, either=set(), running=set(), not_halted=set(), deleted=set())

    def faults(self, **expected):
        return self.check.faults(Seen(tuple(self.programs), tuple(self.domains.values())), replace(self.expected, **expected))

    def clashes(self, *programs):
        return list(self.check.clashes(programs, moving=True))

    def test_nothing_is_wrong_with_what_was_made(self):
        self.assertEqual(self.faults(), [])

    def test_a_disk_that_two_guests_write(self):
        self.assertEqual(len(self.clashes(program("s1", 1, writes=[7]), program("thief", 2, "kvm2", writes=[7]))), 1)
        self.assertEqual(len(self.clashes(program("base", 1, writes=[7]), program("over", 2, "kvm2", writes=[8], reads=[7]))), 1)
        self.assertEqual(self.clashes(program("s1", 1, reads=[7]), program("s2", 2, reads=[7])), [])
        shared = next(iter(self.check.shareable))
        self.assertEqual(self.clashes(program("both1", 1, writes=[shared]), program("both2", 2, writes=[shared])), [])

    def test_one_that_came_by_migration_counts_once_it_runs(self):
        source, target = program("s1", 1, writes=[7]), program("s1", 2, "kvm2", incoming=True, writes=[7])
        self.assertEqual(len(self.clashes(source, target)), 1)
        for halted in (1, 2):
            self.check.asked, self.check.states = 0, {halted: "paused"}
            self.assertEqual(self.clashes(source, target), [])
        self.programs = source, target
        self.assertIn("run on the same disk", "".join(self.faults()))

    def test_a_guest_on_two_hosts_or_none(self):
        self.domains["again"] = replace(self.domains["chaos-s1"], host="kvm3")
        self.check.files["kvm3", self.domains["chaos-s1"].disks[0]] = disk("s1")
        del self.domains["chaos-s2"]
        self.assertEqual(len(self.faults()), 2)
        self.assertEqual(len(self.faults(there=ALL - {"chaos-s2"})), 1)

    def test_one_that_was_renamed_and_has_no_name(self):
        del self.domains["chaos-s2"]
        renamed = {"there": ALL - {"chaos-s2"}, "either": {("chaos-s2", "chaos-n1")}}
        self.assertIn("is neither", "".join(self.faults(**renamed)))
        self.domains["chaos-n1"] = Domain("kvm2", "chaos-n1", "shut off", ())
        self.assertEqual(self.faults(**renamed), [])

    def test_one_that_stopped_or_is_halted_by_itself(self):
        self.assertIn("does not run any more", "".join(self.faults(running={"chaos-s1"})))
        self.programs = [program("s1", 1)]
        self.domains["chaos-s1"] = replace(self.domains["chaos-s1"], state="paused")
        self.assertIn("is halted", "".join(self.faults(running={"chaos-s1"}, not_halted={"chaos-s1"})))
        self.assertEqual(self.faults(running={"chaos-s1"}), [])

    def test_a_disk_that_is_gone_or_is_another(self):
        for content in (None, disk("other")):
            self.check.files["kvm1", self.domains["chaos-l1"].disks[0]] = content
            self.assertEqual(len(self.faults()), 2)
            # not even by name, while somebody has it
            self.assertEqual(len(self.faults(deleted={"l1"})), 2)
        del self.domains["chaos-l1"]
        self.assertEqual(self.faults(deleted={"l1"}, there=ALL - {"chaos-l1"}, may_be_gone={"chaos-l1"}), [])

    def test_a_volume_of_somebody_else(self):
        for place in STRANGERS:
            for content in (None, b"other"):
                self.check.files = {**MadeUp().files, place: content}
                self.assertIn("was not berth's", "".join(self.faults()))


class ExpectedTest(unittest.TestCase):
    def expected(self, *ran):
        run = Run.__new__(Run)
        run.sequence = Sequence(0, ("chaos-s1", "chaos-s2"), ((), ()), ())
        controller = Controller(1, (), None, None)
        for words, status in ran:
            drawn = Drawn(tuple(words.split()))
            controller.done.append(Ran(1, drawn, drawn, 0, 1, status))
        run.controllers = [controller]
        return run.expected()

    def test_what_was_refused_took_nothing(self):
        self.assertEqual(self.expected(("guest delete chaos-s1", 4)).there, ALL)
        self.assertEqual(self.expected(("guest delete chaos-s1", 1)).there, ALL - {"chaos-s1"})

    def test_what_was_done_must_be_there(self):
        self.assertEqual(self.expected(("guest create chaos-n1", 0), ("guest clone chaos-s1 chaos-n2", 1)).there, ALL | {"chaos-n1"})

    def test_a_rename_that_was_cut_off(self):
        self.assertEqual(self.expected(("guest rename chaos-s1 chaos-n1", -9)).either, {("chaos-s1", "chaos-n1")})
        self.assertEqual(self.expected(("guest rename chaos-s1 chaos-n1", 0), ("guest delete chaos-n1", 0)).either, set())

    def test_who_runs(self):
        self.assertEqual(self.expected(("guest stop chaos-s1", 0), ("guest migrate chaos-s2 kvm1 --live", 1)).running, {"chaos-s2"})
        self.assertEqual(self.expected(("guest suspend chaos-s1", 0)).not_halted, {"chaos-s2"})


if __name__ == "__main__":
    unittest.main()
