"""How each contender is called, and where what it needs is written."""
from pathlib import Path

import journal
from farm import Delay, address
from machine import ROOT
from measure import Contender

SLOW = 1200  # seconds that a contender of minutes is given


def java_homes():
    """The JDKs 17 and 25 of this machine, by version; what is missing is left out."""
    found = {}
    for release in sorted(Path("/usr/lib/jvm").glob("*/release")):
        for line in release.read_text().splitlines():
            if line.startswith("JAVA_VERSION="):
                found.setdefault(line.split('"')[1].split(".")[0], release.parent)
    return {version: found[version] for version in ("25", "17") if version in found}


class Work:
    """scale: of the number of hosts and files, where it is not 1 or 19."""

    def __init__(self, farm, scale):
        self.farm, self.directory, self.scale = farm, farm.work, scale
        self.javas = java_homes()
        self.delays = {}
        self.box = None  # of the case e, once it is there

    def scaled(self, count):
        return max(2, round(count * self.scale))

    def berth(self, playbook, forks, deadline=60):
        book = self.directory / f"{playbook}.groovy"
        return [Contender(f"berth-{version}", [ROOT / "berth", "run", book, "--forks", forks],
                          {"JAVA_HOME": str(home), "XDG_STATE_HOME": str(self.directory / "state")}, deadline=deadline)
                for version, home in self.javas.items()]

    def ansible(self, name, inventory, playbook, forks, addresses, slow=False):
        book = self.directory / f"{playbook}.yml"
        return Contender(name, ["ansible-playbook", book], self.farm.ansible(inventory, addresses, forks), slow, SLOW if slow else 60)

    def groovy(self, name, addresses, tasks, top=""):
        """A playbook of berth with its hosts; top: what stands outside of the play."""
        (self.directory / f"{name}.groovy").write_text(self.farm.berth_hosts(addresses) + top + f"play('{name}') {{\n    on 'all'\n{tasks}}}\n")

    def yaml(self, name, tasks):
        """A playbook of Ansible."""
        (self.directory / f"{name}.yml").write_text("- hosts: all\n  tasks:\n" + tasks)

    def script(self, name, text):
        file = self.directory / name
        file.write_text("#!/bin/bash\nset -eu\n" + text)
        file.chmod(0o755)
        return file

    def events(self):
        """Those of berth's last run."""
        return journal.events(self.directory / "state")

    def ended(self, outcome):
        """How many tasks of berth's last run ended so."""
        return sum(event["type"] == "taskEnded" and event["outcome"] == outcome for event in self.events())

    def phase(self, name):
        """What this phase of berth's last run took, in seconds: until the next one began."""
        times = [(event["phase"], journal.clock(event)) for event in self.events() if event["type"] == "taskPhase"]
        return next(end - begin for (phase, begin), (_, end) in zip(times, times[1:]) if phase == name)

    def all_unchanged(self, contender, said, tasks):
        """What is wrong with a turn in which nothing was to be done."""
        if contender.startswith("berth"):
            well = self.ended("UNCHANGED") == tasks
        else:
            well = f"ok={tasks} " in said and "changed=0 " in said and "skipped=0 " in said
        return "" if well else "not all were unchanged"

    def far(self, milliseconds):
        """A way to host 0 that is that long; None: it is at 0."""
        if milliseconds and milliseconds not in self.delays:
            self.delays[milliseconds] = Delay(self.directory, milliseconds, address(0))
        return self.delays.get(milliseconds)

    def close(self):
        for delay in self.delays.values():
            delay.stop()
        if self.box:
            self.box.close()
