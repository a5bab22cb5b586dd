"""What is measured: the same work, written for each contender."""
import filecmp
import json
import os
import shutil
import subprocess
from pathlib import Path

from farm import Delay, address, port
from measure import Case, Contender

ROOT = Path(__file__).resolve().parents[2]
NOOP_TASKS = 19


def java_homes():
    """The JDKs 17 and 25 of this machine, by version; what is missing is left out."""
    found = {}
    for release in sorted(Path("/usr/lib/jvm").glob("*/release")):
        for line in release.read_text().splitlines():
            if line.startswith("JAVA_VERSION="):
                found.setdefault(line.split('"')[1].split(".")[0], release.parent)
    return {version: found[version] for version in ("25", "17") if version in found}


class Cases:
    """scale: of the number of hosts and files, where it is not 1 or 19."""

    def __init__(self, farm, scale):
        self.farm, self.work, self.scale = farm, farm.work, scale
        self.javas = java_homes()
        self.delays = []

    def scaled(self, count):
        return max(2, round(count * self.scale))

    def unchanged(self):
        """How many tasks berth's last run found unchanged, as its journal has it."""
        last = max((self.work / "state/berth/runs").iterdir(), key=lambda run: run.stat().st_mtime_ns)
        events = map(json.loads, (last / "journal.jsonl").read_text().splitlines())
        return sum(event["type"] == "taskEnded" and event["outcome"] == "UNCHANGED" for event in events)

    # how each contender is called

    def berth(self, playbook, forks, *words):
        book = self.work / f"{playbook}.groovy"
        return [Contender(f"berth-{version}", [ROOT / "berth", "run", book, "--forks", forks, *words],
                          {"JAVA_HOME": str(home), "XDG_STATE_HOME": str(self.work / "state")})
                for version, home in self.javas.items()]

    def ansible(self, name, inventory, playbook, forks, addresses, slow=False):
        book = self.work / f"{playbook}.yml"
        return Contender(name, ["ansible-playbook", book], self.farm.ansible(inventory, addresses, forks), slow)

    def playbooks(self, name, addresses, groovy, yaml):
        """Writes both: of berth with its hosts, of Ansible with its header."""
        (self.work / f"{name}.groovy").write_text(self.farm.berth_hosts(addresses) + f"play('{name}') {{\n    on 'all'\n{groovy}}}\n")
        (self.work / f"{name}.yml").write_text("- hosts: all\n  tasks:\n" + yaml)

    def script(self, name, text):
        file = self.work / name
        file.write_text("#!/bin/bash\nset -eu\n" + text)
        file.chmod(0o755)
        return file

    # the cases

    def a(self):
        where = [address(0)]
        line = "    - ansible.builtin.command: {argv: ['true'], creates: /}\n"
        self.playbooks("noop", where, f"    {NOOP_TASKS}.times {{ exec 'true', creates: '/' }}\n", line * NOOP_TASKS)
        (self.work / "noop-1.yml").write_text("- hosts: all\n  tasks:\n" + line)
        (self.work / "noop-debug.yml").write_text("- hosts: all\n  tasks:\n" + "    - ansible.builtin.debug: {msg: ok}\n" * NOOP_TASKS)

        def wrong(contender, said):
            if contender.startswith("berth"):
                return "" if self.unchanged() == NOOP_TASKS else "not all were unchanged"
            return "" if f"ok={1 if contender == 'ansible-1' else NOOP_TASKS} " in said and "changed=0" in said else "not all were ok"

        return Case("a", f"no-op playbook: {NOOP_TASKS} tasks with nothing to do on one host", [
            *self.berth("noop", 1),
            self.ansible("ansible-1", "one", "noop-1", 1, where), self.ansible("ansible-19", "one", "noop", 1, where),
            self.ansible("ansible-19-debug", "one", "noop-debug", 1, where),
            Contender("ansible-version", ["ansible", "--version"])],
            wrong=lambda contender, said: "" if contender == "ansible-version" else wrong(contender, said))

    def marks(self, key, title, tasks, hosts, others, sampled=False, slow=False, raw=False):
        """Tasks that each leave a mark, on many hosts."""
        where = [address(number) for number in range(hosts)]
        mark, numbers = self.farm.mark, range(1, tasks + 1)
        self.playbooks(key, where, "".join(f"    exec '{mark}', '{n}'\n" for n in numbers),
                       "".join(f"    - ansible.builtin.command: {{argv: ['{mark}', '{n}']}}\n" for n in numbers))
        contenders = [*self.berth(key, hosts), self.ansible("ansible", key, key, hosts, where, slow)]
        if raw:
            (self.work / f"{key}-raw.yml").write_text("- hosts: all\n  tasks:\n" + "".join(
                f"    - ansible.builtin.raw: {mark} {n}\n" for n in numbers))
            contenders.append(self.ansible("ansible-raw", key, f"{key}-raw", hosts, where, slow))
        return Case(key, title, contenders + others(where), self.farm.clear_marks,
                    lambda contender, said: self.farm.wrong_marks(hosts, tasks), sampled)

    def b(self):
        hosts = self.scaled(100)
        config, mark = self.farm.ssh_config, self.farm.mark

        def others(where):
            return [
                Contender("clush", ["clush", "-S", "-q", "-f", hosts, "-o", f"-F {config}", "-w", ",".join(where), mark, "1"]),
                Contender("pdsh", ["pdsh", "-S", "-R", "ssh", "-f", hosts, "-w", ",".join(where), mark, "1"],
                          {"PDSH_SSH_ARGS_APPEND": f"-F {config}"}),
                Contender("ssh", [self.script("ssh-b", self.on_all(where, f"ssh -F {config} \"$host\" {mark} 1"))])]

        return self.marks("b", f"1 command on {hosts} hosts", 1, hosts, others)

    def c(self):
        hosts = self.scaled(20)
        return self.marks("c", f"20 tasks on {hosts} hosts", 20, hosts, lambda where: [self.mux("c", where, 20)], slow=True, raw=True)

    def d(self):
        hosts = self.scaled(500)
        return self.marks("d", f"4 tasks on {hosts} hosts", 4, hosts, lambda where: [self.mux("d", where, 4)], sampled=True, slow=True)

    def mux(self, key, where, tasks):
        """Plain ssh: one ControlMaster a host, hosts at the same time, tasks one after another."""
        (self.work / "mux").mkdir(exist_ok=True)
        ssh = f"ssh -F {self.farm.ssh_config} -o ControlMaster=auto -o ControlPersist=60s -o ControlPath={self.work}/mux/%h"
        return Contender("ssh-mux", [self.script(f"mux-{key}", self.on_all(
            where, f"for task in $(seq {tasks}); do {ssh} \"$host\" {self.farm.mark} $task 2>/dev/null; done"))])

    @staticmethod
    def on_all(where, command):
        return (f"jobs=()\nfor host in {' '.join(where)}; do\n    ({command}) &\n    jobs+=($!)\ndone\n"
                "for job in \"${jobs[@]}\"; do wait \"$job\"; done\n")

    def e(self):
        """Sixty modes, twenty directories, twenty contents, all as they should be."""
        tree = self.work / "unchanged"
        tree.mkdir(exist_ok=True)
        groovy, yaml = [], []
        for n in range(60):
            file = tree / f"file-{n}"
            file.write_text(f"{n}\n")
            file.chmod(0o644)
            groovy.append(f"    file '{file}', mode: '0644'\n")
            yaml.append(f"    - ansible.builtin.file: {{path: '{file}', mode: '0644'}}\n")
        for n in range(20):
            directory = tree / f"directory-{n}"
            directory.mkdir(exist_ok=True)
            directory.chmod(0o755)
            groovy.append(f"    file '{directory}', state: directory, mode: '0755'\n")
            yaml.append(f"    - ansible.builtin.file: {{path: '{directory}', state: directory, mode: '0755'}}\n")
        for n in range(20):
            file = tree / f"content-{n}"
            file.write_text(f"text {n}\n")
            file.chmod(0o644)
            groovy.append(f"    copy content: 'text {n}\\n', to: '{file}', mode: '0644'\n")
            yaml.append(f"    - ansible.builtin.copy: {{content: \"text {n}\\n\", dest: '{file}', mode: '0644'}}\n")
        self.playbooks("unchanged", [address(0)], "".join(groovy), "".join(yaml))

        def wrong(contender, said):
            well = self.unchanged() == 100 if contender.startswith("berth") else "ok=100 " in said and "changed=0" in said
            return "" if well else "not all were unchanged"

        return Case("e", "100 unchanged tasks (60 files, 20 directories, 20 contents) on one host",
                    [*self.berth("unchanged", 1), self.ansible("ansible", "one", "unchanged", 1, [address(0)], slow=True)], wrong=wrong)

    def f(self, milliseconds):
        """Files copied from the controller into a directory that is empty."""
        count = self.scaled(1000)
        source, target = self.work / "files", self.work / "copied"
        if not source.exists():
            source.mkdir()
            for n in range(count):
                (source / f"file-{n:04}").write_text(f"file {n}\n" * (20 + n % 300))
        where = [self.far(milliseconds)]
        name = f"files-{milliseconds}"
        self.playbooks(name, where, f"    copy '{source}', to: '{target}'\n",
                       f"    - ansible.builtin.copy: {{src: '{source}/', dest: '{target}/'}}\n")

        def before():
            shutil.rmtree(target, ignore_errors=True)

        def wrong(contender, said):
            names = os.listdir(source)
            same, *_ = filecmp.cmpfiles(source, target, names, shallow=False)
            return "" if len(same) == count == len(os.listdir(target)) else f"{len(same)} of {count} files are there"

        ssh = f"ssh -F {self.farm.ssh_config}"
        return Case(f"f{milliseconds}", f"{count} files copied to one host, {milliseconds} ms away", [
            *self.berth(name, 1), self.ansible("ansible", name, name, 1, where, slow=True),
            Contender("rsync", ["rsync", "-a", "-e", ssh, f"{source}/", f"{where[0]}:{target}/"]),
            Contender("tar-ssh", [self.script(f"tar-{milliseconds}", f"tar -C {source} -cf - . | {ssh} {where[0]} "
                                              f"'mkdir -p {target} && tar -C {target} -xf -'\n")])], before, wrong)

    def stream(self, direction, milliseconds):
        """One big file, put and got, by the same cipher as OpenSSH."""
        size = self.scaled(512)
        source, target = self.work / "big", self.work / "big-copied"
        if not source.exists():
            subprocess.run(["dd", "if=/dev/urandom", f"of={source}", "bs=1M", f"count={size}", "status=none"], check=True)
        where = [self.far(milliseconds)]
        name = f"{direction}-{milliseconds}"
        words = f"copy '{source}', to: '{target}'" if direction == "put" else f"fetch '{source}', to: '{target}', flat: true"
        self.playbooks(name, where, f"    {words}\n", "")
        ssh = f"ssh -F {self.farm.ssh_config} {where[0]}"
        plain = f"{ssh} 'cat >{target}' <{source}\n" if direction == "put" else f"{ssh} 'cat {source}' >{target}\n"

        def before():
            target.unlink(missing_ok=True)

        return Case(name, f"{size} MiB {direction}, {milliseconds} ms away", [
            *self.berth(name, 1), Contender("ssh", [self.script(f"ssh-{name}", plain)])], before,
            lambda contender, said: "" if target.exists() and filecmp.cmp(source, target, shallow=False) else "the file is not there as it is")

    def far(self, milliseconds):
        """The address of host 0 at that distance."""
        if not milliseconds:
            return address(0)
        known = [delay for delay in self.delays if delay.milliseconds == milliseconds]
        if not known:
            self.delays.append(Delay(self.work, milliseconds))
        return (known or self.delays[-1:])[0].address

    def round_trips(self):
        """How often berth waits for host 0 in the case e beyond what connecting takes: against a playbook of one task that runs."""
        counts = []
        for name in ("noop", "unchanged"):
            delay = Delay(self.work, 1)
            book = self.work / f"{name}.groovy"
            near = book.read_text()
            book.write_text(near.replace(f"'{address(0)}', port: {port(address(0))}", f"'{delay.address}', port: {port(delay.address)}"))
            contender = self.berth(name, 1)[0]
            subprocess.run([str(word) for word in contender.argv], env={**os.environ, **contender.env}, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            book.write_text(near)
            counts.append(delay.stop())
        return counts

    def close(self):
        for delay in self.delays:
            delay.stop()
