"""What is measured: each case is the same work for berth's strategies and for the plain commands."""
import json
import os
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import journal
from lab import BENCH, STORE
from labhosts import SLOW
from machine import ROOT
from measure import Case, Contender

TREE, SMALL, DISK = "big", "debian12", "bigdisk"
STORE_DIR = "/srv/berth/store"
BASE = "/srv/berth/pools/reflink/.bench.raw"  # of the tree, on kvm2: what cp --reflink copies


@dataclass(frozen=True)
class Strategy:
    """One of berth's, and the slot by which it is measured. Another one is one more line here."""
    name: str
    slot: str  # primary: a raw disk of a plain pool; reflink: one of a pool that can share blocks; overlay: a qcow2 disk of a plain pool
    image: str = TREE


STRATEGIES = [
    Strategy("rsync", "primary"),
    Strategy("tar", "primary"),
    Strategy("staged", "primary"),
    Strategy("snapshot", "reflink"),
    Strategy("overlay", "overlay"),
    Strategy("block", "primary", DISK),
]
# of the one who changes places with a system that was made beside it
CONSTANT = ["staged", "snapshot", "overlay"]
SLOT_OF = {"primary": "p01", "reflink": "x01", "overlay": "o01"}

# Which parts of a turn are the copy, from when the disk is taken to when all is on it. The rest: looking, locking, shutting down, booting.
SYNC = {"prepare", "map", "mkfs", "mount", "copy", "digest", "identity", "verify", "sync", "unmap"}


def site(kinds, image, count, names=None):
    """The words of a playbook with one slot of each kind: on kvm2 alone, or on all hosts."""
    on = "'hypervisors'" if count > 1 else "'kvm2'"
    disks = {kind: ("primary", ", format: 'qcow2'") if kind == "overlay" else (kind, "") for kind in kinds}
    pool_words = "".join(f"pool('{pool}') {{ on {on}; dir '/srv/berth/pools/{pool}'; autostart true }}\n" for pool in sorted({pool for pool, _ in disks.values()}))
    image_words = f"image('{image}') {{ store '{STORE}'; dir '{STORE_DIR}' }}\n"
    slot_words = "".join(f"""slots('{(names or {}).get(kind, SLOT_OF[kind][0])}', perHost: 1) {{
    on {on}
    disk pool: '{pool}', size: 3.GiB{format}, partition: 1, filesystem: 'ext4'
    memory 96.MiB; vcpus 1; nic network: 'lan'; template 'worker'; image '{image}'
}}
""" for kind, (pool, format) in disks.items())
    return (f"{pool_words}network('lan') {{ on {on}; nat '192.168.150.0/24'; dhcp '192.168.150.100'..'192.168.150.200'; autostart true }}\n"
            f"{image_words}template 'worker', '{ROOT}/templates/worker.xml.ftl'\n{slot_words}")


@dataclass
class Work:
    lab: object
    directory: Path
    golden: Path  # the artifacts of the measurement: tree, disk.raw
    slots: dict = field(default_factory=dict)  # by name
    trees: dict = field(default_factory=dict)  # where the store has the content of a release, by image
    olds: dict = field(default_factory=dict)  # what the turn must change, by slot
    made: list = field(default_factory=list)  # scripts of contenders

    def book(self, name, text):
        file = self.directory / f"{name}.groovy"
        file.write_text(text)
        return file

    def berth(self, name, book):
        return self.lab.berth(name, "run", book)

    def redeploy(self, strategy, image):
        """A playbook that redeploys the strategy's slot, and nothing else."""
        text = site([strategy.slot], image, 1)
        return self.berth(f"berth {strategy.name}", self.book(
            f"{strategy.name}-{image}", f"{text}play('redeploy') {{ redeploy('{SLOT_OF[strategy.slot]}') {{ by {strategy.name}; ready {{ ssh within: 2.minutes }} }} }}\n"))

    def bare(self, name, how, slot, source):
        """The plain commands, for one slot."""
        words = [how, self.lab.store_for(slot.host), str(source), *slot.words()]
        return self.scripts(name, f"{how}-{slot.name}-{len(self.made)}", "images/bare.sh",
                            {slot.host: f"{shlex.join(words)} $(cat {self.directory}/key.{slot.name})"})

    def floor(self, name, slots, tree):
        """The plain commands for slots of several hosts at once, by rsync, those of a host one after another."""
        words = {host: [self.lab.store_for(host), str(tree), *(word for slot in slots if slot.host == host for word in slot.words())]
                 for host in dict.fromkeys(slot.host for slot in slots)}
        return self.scripts(name, f"floor-{len(slots)}", "redeploy/floor.sh", {host: shlex.join(given) for host, given in words.items()})

    def scripts(self, name, file, text, words):
        """One script that runs this one on each host, with these words of a shell, at the same time."""
        sent = self.directory / f"{file}.sent"
        sent.write_text(self.lab.text(text))
        script = self.directory / file
        script.write_text("#!/bin/sh\nset -eu\njobs=\n" + "".join(
            f"words=\"{given}\"\nssh -F {self.lab.config} {host} \"sh -s -- $words\" <{sent} &\njobs=\"$jobs $!\"\n" for host, given in words.items())
            + "for job in $jobs; do wait \"$job\"; done\n")
        script.chmod(0o755)
        self.made.append(script)
        return Contender(name, [script], deadline=SLOW)

    def once(self, contender):
        contender.once(SLOW * 3)

    def ansible(self, slot, tree):
        hosts = {slot.host: {"slots": [{"name": slot.name, "mac": slot.mac, "disk": slot.disk}]}}
        inventory = self.directory / f"inventory-{slot.name}.json"
        inventory.write_text(json.dumps({"hypervisors": {"vars": {"store": STORE, "tree": tree}, "hosts": hosts}}))
        return self.lab.ansible(inventory, BENCH / "redeploy/ansible/redeploy.yml")

    def begin(self, script, slots):
        """Brings the slots to where a turn begins; all other guests are off."""
        names = {slot.name for slot in slots}
        self.lab.off([slot for slot in self.slots.values() if slot.name not in names])
        self.olds = self.lab.olds(script, slots)
        for slot in slots:
            (self.directory / f"key.{slot.name}").write_text(" ".join(self.olds.get(slot.name, ["", "none", "none"])[1:]))
        os.sync()

    def parts(self, contender, said):
        """What the parts of a turn took: of berth by its journal, of the plain commands by their own marks. Of several slots, the one that took longest."""
        lines = self.journal() if contender.startswith("berth") else [line.split()[1:] for line in said.splitlines() if line.startswith("step ")]
        by_slot = {}
        for at, slot, step in lines:
            by_slot.setdefault(slot, []).append((int(at) / 100, step))
        found = {}
        for steps in by_slot.values():
            steps.sort(key=lambda step: step[0])
            took = {}
            for (begin, step), (end, _) in zip(steps, steps[1:]):
                took[step] = took.get(step, 0) + end - begin
            off = [at for at, step in steps if step == "shutdown"]
            told = {"sync": sum(took.get(step, 0) for step in SYNC), **{f"step {step}": seconds for step, seconds in took.items()}}
            if off and steps[-1][1] == "end":
                told["downtime"] = steps[-1][0] - off[0]
            for name, seconds in told.items():
                found[name] = max(found.get(name, 0), seconds)
        return found

    def journal(self):
        """Lines "hundredths slot step" of berth's last run."""
        for event in journal.events(self.directory / "state"):
            if event["type"] in ("taskPhase", "taskEnded") and event["task"].startswith("redeploy:"):
                yield round(journal.clock(event) * 100), event["task"].split(":")[1].split("@")[0], event.get("phase", "end")

    def wrong(self, slots, image):
        return lambda contender, said: self.lab.wrong(slots, self.olds, self.trees[image]) if self.checked(contender) else ""

    @staticmethod
    def checked(contender):
        """Not those that change nothing of the slot."""
        return contender not in ("shutdown + boot", "write")


def strategies(*names):
    return [strategy for strategy in STRATEGIES if strategy.name in names]


def fresh(work):
    """All of the tree onto a slot that has nothing."""
    slot = work.slots["p01"]
    tree = work.trees[TREE]
    return Case("fresh", "the tree onto an empty slot", [
        *(work.redeploy(strategy, TREE) for strategy in strategies("rsync", "tar")),
        *(work.bare(name, how, slot, tree) for name, how in (("rsync", "rsync"), ("tar, zstd", "zstd"), ("tar", "tar")))],
        lambda contender: work.begin("images/fresh.sh", [slot]), work.wrong([slot], TREE), parts=work.parts)


def used(work, key, image, title, ansible):
    """A slot that runs and has been used: 100 files deleted, 100 grown, 500 new."""
    slots = {name: work.slots[slot] for name, slot in SLOT_OF.items()}
    of = {f"berth {strategy.name}": strategy.slot for strategy in STRATEGIES} | {"cp --reflink": "reflink"}
    tree = work.trees[image]

    def slot(contender):
        return slots[of.get(contender, "primary")]

    def before(contender):
        work.begin("redeploy/dirty.sh" if contender in ("berth rsync", "rsync", "ansible") else "images/up.sh", [slot(contender)])

    primary = slots["primary"]
    own = [work.redeploy(strategy, image) for strategy in strategies("rsync", *CONSTANT)]
    contenders = [*own, work.bare("rsync", "rsync", primary, tree), work.bare("shutdown + boot", "boot", primary, "-")]
    if ansible:
        contenders += [work.bare("cp --reflink", "reflink", slots["reflink"], BASE), work.ansible(primary, tree)]
    # what the strategies make once for a pool is no part of a redeploy
    for name in slots.keys() - {"overlay"}: # a new qcow2 disk has a new filesystem
        work.begin("images/fresh.sh", [slots[name]])
    for contender in own:
        work.once(contender)
    return Case(key, title, contenders, before, lambda contender, said: work.wrong([slot(contender)], image)(contender, said), parts=work.parts)


def disk(work):
    """A disk as it is onto a slot that runs."""
    slot = work.slots["p01"]
    work.begin("images/fresh.sh", [slot])
    work.once(work.redeploy(strategies("rsync")[0], TREE))
    return Case("disk", "a whole disk of 3 GiB, most of it holes, while the guest runs", [
        *(work.redeploy(strategy, DISK) for strategy in strategies("block")),
        work.bare("dd", "dd", slot, work.trees[DISK]), work.bare("qemu-img, on the host itself", "qemu-img", slot, work.golden / "disk.raw"),
        work.bare("write", "write", slot, (work.golden / "disk.raw").stat().st_blocks * 512 >> 20)],
        lambda contender: work.begin("images/up.sh", [slot]), work.wrong([slot], TREE), parts=work.parts)


def many(work, key, title, slots, contender, tree):
    """Slots of three hosts, used ones, by rsync."""
    work.begin("images/fresh.sh", slots)
    work.once(contender)
    return Case(key, title, [contender, work.floor("script", slots, tree)], lambda name: work.begin("redeploy/dirty.sh", slots),
                lambda name, said: work.lab.wrong(slots, work.olds, tree), parts=work.parts)


def three(work):
    slots = [work.slots[f"t0{number}"] for number in (1, 2, 3)]
    words = "".join(f"    redeploy('{slot.name}') {{ by rsync; ready {{ ssh within: 2.minutes }} }}\n" for slot in slots)
    book = work.book("three", site(["primary"], SMALL, 3, {"primary": "t"}) + f"play('redeploy') {{\n{words}}}\n")
    return many(work, "three", "one small slot on each of three hosts", slots, work.berth("berth", book), work.trees[SMALL])


def six(work):
    contender = work.berth("berth", ROOT / "playbooks/redeploy-slots.groovy")
    work.once(contender)
    work.slots = work.lab.find()
    slots = [work.slots[f"w0{number}"] for number in range(1, 7)]
    return many(work, "six", "two small slots on each of three hosts", slots, contender, "/srv/berth/images/debian12")


def made(work, key):
    """The case of this name."""
    if key == "used":
        return used(work, key, TREE, "a used slot of the tree that runs", True)
    if key == "small":
        return used(work, key, SMALL, "a used slot of the lab's own tree that runs: vmimagemanager's measure", False)
    return {"fresh": fresh, "disk": disk, "three": three, "six": six}[key](work)


def prepare(work, keys):
    """Releases of the images of these cases, and all slots, none of which is measured."""
    made = {SMALL: f"imageCapture '{SMALL}', from: '/srv/berth/images/debian12'"}
    if not {"fresh", "used", "disk"}.isdisjoint(keys):
        made |= {TREE: f"imageCapture '{TREE}', from: '{work.golden}/tree'", DISK: f"imageRefresh '{DISK}'"}
        work.lab.on("kvm2", f"cp --sparse=always {work.golden}/disk.raw {BASE}")
    images = "".join(f"image('{image}') {{ store '{STORE}'; dir '{STORE_DIR}'; {more} }}\n"
                     for image, more in ((TREE, ""), (DISK, f"from '{work.golden}/disk.raw', onHost: true; form disk")))
    tasks = "".join(f"    {task}\n" for task in made.values())
    book = work.book("prepare", site(SLOT_OF, SMALL, 1) + images + f"play('images') {{\n{tasks}}}\n")
    work.once(work.berth("berth", book))
    work.once(work.berth("berth", work.book("three-slots", site(["primary"], SMALL, 3, {"primary": "t"}))))
    for image in made:
        release = work.lab.on(STORE, f"readlink -f {STORE_DIR}/{image}/aliases/stable").strip()
        work.trees[image] = work.lab.on(STORE, f"find {release} -mindepth 1 -maxdepth 1 ! -name release ! -name '*.json'").split()[0]
    work.slots = work.lab.find()
