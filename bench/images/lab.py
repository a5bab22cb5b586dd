"""The lab as it is measured: its hosts, the slots on them, and the scripts that run there."""
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from labhosts import LabHosts
from machine import ROOT

BENCH = ROOT / "bench"
STORE = "kvm1"


@dataclass
class Slot:
    host: str
    name: str
    mac: str
    disk: str

    def words(self):
        return [self.name, self.mac, self.disk]


class Lab(LabHosts):
    def __init__(self, directory):
        super().__init__(directory)
        self.artifacts = Path(os.environ["BERTH_LAB_ARTIFACTS"])

    def start(self):
        """What a host has in real life: it knows the store, and a pool of it can share blocks."""
        known = (self.state / "run/known_hosts").read_text()
        for host in self.hosts:
            self.on(host, "mkdir -p -m 700 /run/berth-bench && cat >/run/berth-bench/known_hosts", known)
            self.on(host, "mkdir -p /srv/berth/pools/reflink && truncate -s 24G /srv/berth/reflink.img && mkfs.xfs -q -m reflink=1 /srv/berth/reflink.img"
                          " && mount -o loop /srv/berth/reflink.img /srv/berth/pools/reflink")

    def text(self, *scripts):
        return "".join((BENCH / script).read_text() for script in ("redeploy/slot.sh", *scripts))

    def everywhere(self, script, words_of):
        """The same script on all hosts that have words for it, at once; what it prints, by host."""
        words = {host: words_of(host) for host in self.hosts}
        return self.at_once({host: "sh -s -- " + shlex.join(given) for host, given in words.items() if given}, self.text(script))

    def store_for(self, host):
        """How a host names the store: not at all if it is the store."""
        return "" if host == STORE else STORE

    def find(self):
        """The slots as they are, by name."""
        look = ('for slot in $(virsh -q list --all --name); do echo "$slot $(virsh -q domiflist "$slot" --inactive | awk "{ print \\$5 }")'
                ' $(virsh -q domblklist "$slot" --inactive | awk "{ print \\$2 }")"; done')
        return {fields[0]: Slot(host, *fields) for host in self.hosts for fields in map(str.split, self.on(host, look).splitlines())}

    def off(self, slots):
        self.everywhere("images/off.sh", lambda host: [slot.name for slot in slots if slot.host == host])

    def olds(self, script, slots):
        """Brings slots to where a turn begins; what it must change of each: machine-id, and type and host key."""
        said = self.everywhere(script, lambda host: [word for slot in slots if slot.host == host for word in slot.words()])
        lines = [line.split() for text in said.values() for line in text.splitlines() if line.startswith("old ")]
        return {line[1]: line[2:] for line in lines}

    def wrong(self, slots, olds, tree):
        """What is wrong with slots that were redeployed; empty: nothing. They are off afterwards."""
        try:
            said = self.everywhere("redeploy/check.sh", lambda host: [self.store_for(host), tree, *(
                word for slot in slots if slot.host == host for word in [*slot.words(), *olds.get(slot.name, ["none"] * 3)])]
                if any(slot.host == host for slot in slots) else [])
        except RuntimeError as why:
            return str(why)
        good = sum(line.startswith("good ") for text in said.values() for line in text.splitlines())
        return "" if good == len(slots) else f"{good} of {len(slots)} slots were looked at"
