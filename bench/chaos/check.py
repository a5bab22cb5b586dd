"""What must never be, looked for on the hosts themselves."""
import time
from dataclasses import dataclass
from itertools import combinations

from hosts import NAMES
from world import BY_NAME, GUESTS, MARK, NEW, PREFIX, STRANGERS

SETTLED = 30  # seconds in which a migration that lost its controller comes to an end
ASKED = 0.5  # seconds between two questions to libvirt whether guests that share a disk both run


@dataclass(frozen=True)
class Expected:
    """What is to be found in the end, by names of guests."""
    may_be_gone: set
    there: set
    either: set  # pairs of which one is there
    running: set
    not_halted: set
    deleted: set  # marks of disks whose deletion was asked for


class Check:
    def __init__(self, hosts):
        self.hosts = hosts

    def begin(self):
        """After the world was made: which files guests may share, and what berth did not make."""
        self.shareable = {self.identity(one.host, one.disk) for one in GUESTS if one.shareable}
        self.strangers = {(host, path): self.content(host, path) for host, path in STRANGERS}
        self.asked = 0

    def identity(self, host, path):
        there = self.hosts.path(host, path).stat()
        return there.st_dev, there.st_ino

    def content(self, host, path):
        try:
            return self.hosts.path(host, path).read_bytes()
        except OSError:
            return None

    def clashes(self, programs, moving):
        """Guests that run on a disk that another one writes. While one moves, its next program has its disk open, too, and does not run yet."""
        for one, other in combinations(programs, 2):
            both = ((one.writes & (other.writes | other.reads)) | (other.writes & one.reads)) - self.shareable
            if both and not (moving and (one.incoming or other.incoming) and not self.both_run(one, other)):
                yield f"{one.name} (pid {one.pid} on {one.host}) and {other.name} (pid {other.pid} on {other.host}) run on the same disk, and it is written"

    def both_run(self, one, other):
        """A qemu that has taken a guest over was made for that as long as it lives: whether it runs yet, its libvirt knows. Not asked at each look: that takes long."""
        if time.monotonic() < self.asked + ASKED:
            return False
        self.asked = time.monotonic()
        # the first still runs after the second did: it has not just handed over to it
        return all(self.hosts.runs(program) for program in (one, other, one))

    def settled(self):
        """The hosts as they are once nothing moves any more."""
        end = time.monotonic() + SETTLED
        seen = self.hosts.seen()
        while time.monotonic() < end:
            time.sleep(0.2)
            before, seen = seen, self.hosts.seen()
            if before == seen and not any("shutdown" in domain.state for domain in seen.domains):
                break
        return seen

    def faults(self, seen, expected):
        """All that is wrong, a line each."""
        found = list(self.clashes(seen.programs, moving=False))
        places = {name: sorted({one.host for one in (*seen.domains, *seen.programs) if one.name == name}) for name in [*BY_NAME, *NEW]}
        for name, hosts in places.items():
            if len(hosts) > 1:
                found.append(f"{name} is on {' and '.join(hosts)}")
            programs = [program for program in seen.programs if program.name == name]
            if len(programs) > len({program.host for program in programs}):
                found.append(f"{name} runs more than once: pids {', '.join(str(program.pid) for program in programs)}")
            if not hosts and name in expected.there:
                found.append(f"{name} is lost: no host has it, and no operation deleted it")
            if name in expected.running and hosts and not programs:
                found.append(f"{name} does not run any more, and no operation stopped it")
            if name in expected.not_halted and any(one.name == name and one.state == "paused" for one in seen.domains):
                found.append(f"{name} is halted, and no operation suspended it")
        found += [f"{name} is lost: it was to become {other}, and is neither" for name, other in expected.either if not places[name] and not places[other]]
        found += [*self.lost_disks(seen, expected.may_be_gone), *self.lost_files(expected)]
        found += [f"{path} of {host} was not berth's, and is {'gone' if now is None else 'changed'}"
                  for (host, path), before in self.strangers.items() if (now := self.content(host, path)) != before]
        return found

    def lost_disks(self, seen, may_be_gone):
        """Guests that are there, and whose disks are not what they were."""
        for domain in seen.domains:
            if not domain.name.startswith(PREFIX) or domain.name in may_be_gone:
                continue
            for disk in domain.disks:
                data = self.content(domain.host, disk)
                mark = BY_NAME[domain.name].mark if domain.name in BY_NAME else ""
                if data is None:
                    yield f"the disk of {domain.name}, {disk} of {domain.host}, is gone"
                elif disk == domain.disks[0] and mark and not marked(data, mark):
                    yield f"the disk of {domain.name}, {disk} of {domain.host}, is not what it was"

    def lost_files(self, expected):
        """Disks that berth did not make: it may have moved them to another host, and deletes those that are named and that no guest has."""
        for path, mark in sorted({(one.disk, one.mark) for one in GUESTS}):
            if mark in expected.deleted and all(one.name in expected.may_be_gone for one in GUESTS if one.mark == mark):
                continue
            if not any((data := self.content(host, path)) is not None and (not mark or marked(data, mark)) for host in NAMES):
                yield f"{path} was not made by berth, and no host has it any more"


def marked(data, mark):
    return data.startswith(b"QFI\xfb") or data[MARK].decode("latin1").strip() == mark
