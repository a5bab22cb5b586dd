"""The lab's hosts as they are, by their namespaces and by /proc: neither through berth nor over ssh, which is one of the things that are killed."""
import os
import re
import signal
import stat
import subprocess
import xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

NAMES = ["kvm1", "kvm2", "kvm3"]


@dataclass(frozen=True)
class Program:
    """A qemu that runs. Files are device and inode, which are the same however they are called."""
    host: str
    pid: int
    name: str
    incoming: bool
    writes: frozenset
    reads: frozenset


@dataclass(frozen=True)
class Domain:
    """What libvirt of a host knows. Disks are paths there."""
    host: str
    name: str
    state: str
    disks: tuple


@dataclass(frozen=True)
class Seen:
    """All hosts at one time."""
    programs: tuple
    domains: tuple


class Hosts:
    def __init__(self, state):
        self.state = Path(state)
        self.others = set()  # processes of this machine that are of no host, which does not change

    def first(self, host):
        """Its first process, as this machine counts."""
        return int((self.state / "run/hosts" / host / "pid").read_text().split()[0])

    def path(self, host, path):
        """A file of a host, from here. Links are followed as the host does it."""
        root = Path(f"/proc/{self.first(host)}/root")
        found = subprocess.run(["chroot", root, "readlink", "-f", path], capture_output=True, text=True, check=False).stdout.strip()
        return root / (found or path).lstrip("/")

    def sh(self, host, script, *words):
        """What a script prints there. It must end well."""
        done = subprocess.run(["nsenter", "--target", str(self.first(host)), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd",
                               "--", "sh", "-euc", script, "sh", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{host}: {done.stderr.strip() or done.stdout.strip() or script}")
        return done.stdout

    def runs(self, program):
        """Whether libvirt has its guest running. A libvirt that is down has none."""
        try:
            return self.sh(program.host, 'virsh -q domstate "$1"', program.name).strip() == "running"
        except RuntimeError:
            return False

    def everywhere(self, script, words_of=lambda host: []):
        with ThreadPoolExecutor(len(NAMES)) as pool:
            return dict(zip(NAMES, pool.map(lambda host: self.sh(host, script, *words_of(host)), NAMES)))

    def processes(self):
        """Of all hosts: host and pid."""
        hosts = {os.stat(f"/proc/{self.first(host)}/ns/pid").st_ino: host for host in NAMES}
        pids = {int(entry) for entry in os.listdir("/proc") if entry.isdigit()}
        self.others &= pids
        for pid in pids - self.others:
            try:
                host = hosts.get(os.stat(f"/proc/{pid}/ns/pid").st_ino)
            except OSError:
                continue
            if host:
                yield host, pid
            else:
                self.others.add(pid)

    def programs(self):
        return tuple(program for host, pid in self.processes() if (program := read(host, pid)))

    def seen(self):
        programs = self.programs()
        domains = [domain for host, text in self.everywhere(DOMAINS).items() for domain in parse(host, text)]
        return Seen(programs, tuple(domains))

    def crash(self, host, what):
        """Ends a daemon of a host as if it had crashed: libvirtd, or sshd with all its connections."""
        for there, pid in self.processes():
            if there == host and comm(pid) == what:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def mend(self, host):
        """Starts the daemons that do not run."""
        self.sh(host, "/run/lab/daemons </dev/null >/dev/null 2>&1")


# One virsh for the definitions of all: each start of it takes 20 ms. One may go between the two; that libvirt is there is what counts.
DOMAINS = '''virsh -q list --all; echo
virsh -q "$(virsh -q list --all --name | sed '/^$/d; s/.*/dumpxml &/' | tr '\\n' ';')" || virsh -q list >/dev/null'''


def parse(host, text):
    table, _, documents = text.partition("\n\n")
    states = {fields[1]: fields[2] for fields in (line.split(None, 2) for line in table.splitlines()) if len(fields) == 3}
    found = []
    for document in re.findall(r"<domain .*?</domain>", documents, re.S):
        root = xml.fromstring(document)
        name = root.findtext("name")
        disks = tuple(source.get("file") or source.get("dev") for disk in root.iter("disk") for source in disk.findall("source")
                      if disk.get("device", "disk") == "disk" and (source.get("file") or source.get("dev")))
        # a domain may come or go between the two questions
        if name in states:
            found.append(Domain(host, name, states[name], disks))
    return found


def comm(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def read(host, pid):
    """The qemu of a process, with the files that it has open; None: it is none, or has ended."""
    try:
        if not comm(pid).startswith("qemu-system"):
            return None
        argv = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
        if "-name" not in argv:
            return None  # libvirt asking what qemu can do
        writes, reads = set(), set()
        for fd in os.listdir(f"/proc/{pid}/fd"):
            opened = os.stat(f"/proc/{pid}/fd/{fd}")
            if not (stat.S_ISREG(opened.st_mode) or stat.S_ISBLK(opened.st_mode)) or "/memfd:" in os.readlink(f"/proc/{pid}/fd/{fd}"):
                continue
            flags = int(re.search(r"^flags:\s*(\d+)", Path(f"/proc/{pid}/fdinfo/{fd}").read_text(), re.M)[1], 8)
            if not flags & os.O_APPEND:
                (reads if flags & os.O_ACCMODE == os.O_RDONLY else writes).add((opened.st_dev, opened.st_ino))
        name = re.sub(r"^guest=|,.*", "", argv[argv.index("-name") + 1])
        return Program(host, pid, name, "-incoming" in argv, frozenset(writes), frozenset(reads))
    except (FileNotFoundError, ProcessLookupError):
        return None
