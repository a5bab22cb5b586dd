"""The guests that are measured, and how each contender lists, starts and stops them."""
from labhosts import SLOW, LabHosts
from measure import Case, Contender

DIRECTORY = "/srv/berth/bench"

# A guest boots a sector that does nothing for ever: cli; hlt; jmp.
MAKE = r'''set -eu
count=$1 prefix=$2 directory=$3
mkdir -p "$directory"
calls=
for number in $(seq -w "$count"); do
    name=$prefix$number
    disk=$directory/$name.raw
    truncate -s 1M "$disk"
    printf '\372\364\353\375' | dd of="$disk" conv=notrunc status=none
    printf '\125\252' | dd of="$disk" bs=1 seek=510 conv=notrunc status=none
    cat >"$directory/$name.xml" <<X
<domain type='qemu'><name>$name</name><memory unit='MiB'>16</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices>
<disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/><source file='$disk'/><target dev='vda' bus='virtio'/></disk>
<interface type='network'><source network='lan'/><model type='virtio'/><rom bar='off'/></interface>
<controller type='usb' model='none'/><memballoon model='virtio'/></devices></domain>
X
    calls="$calls define $directory/$name.xml;"
done
virsh -q net-info lan >/dev/null 2>&1 || {
    printf '%s' "<network><name>lan</name><forward mode='nat'/><ip address='192.168.150.1' netmask='255.255.255.0'/></network>" | virsh -q net-define /dev/stdin
}
virsh -q net-list --name | grep -qx lan || virsh -q net-start lan
virsh -q "$calls" >/dev/null
'''


class Work(LabHosts):
    def __init__(self, directory, count):
        super().__init__(directory)
        self.count = count

    def prefix(self, host):
        """What the names of a host's guests begin with: each is on one host only."""
        return f"bench-{host[-1]}"

    def guests(self, host):
        width = len(str(self.count))
        return [f"{self.prefix(host)}{number:0{width}}" for number in range(1, self.count + 1)]

    def everywhere(self, command_of, said=""):
        """What it prints, by host."""
        return self.at_once({host: command_of(host) for host in self.hosts}, said)

    def make(self):
        self.everywhere(lambda host: f"sh -s -- {self.count} {self.prefix(host)} {DIRECTORY}", MAKE)
        (self.directory / "ansible.ini").write_text("".join(
            f"{host} prefix={self.prefix(host)} guests={','.join(self.guests(host))}\n" for host in self.hosts)
            + "[all:vars]\nansible_python_interpreter=/usr/bin/python3\n")

    def running(self):
        """Names of guests that run, by host, as libvirt there says."""
        said = self.everywhere(lambda host: "virsh -q list --name --state-running")
        return {host: set(text.split()) for host, text in said.items()}

    def wrong(self, run):
        """What is missing where all are to run, or to be off; empty: nothing."""
        for host, names in self.running().items():
            found, wanted = names & set(self.guests(host)), set(self.guests(host)) if run else set()
            if found != wanted:
                return f"{len(found)} of {self.count} guests of {host} run"
        return ""

    def bring(self, run):
        """Brings all of them to where a turn begins, unless they are there."""
        if not self.wrong(run):
            return
        verb, those = ("start", "--inactive") if run else ("destroy", "--state-running")
        self.everywhere(lambda host: f"for name in $(virsh -q list --name {those}); do echo {verb} $name; done >{DIRECTORY}/bring;"
                                     f" [ ! -s {DIRECTORY}/bring ] || virsh -q \"$(tr '\\n' ';' <{DIRECTORY}/bring)\" >/dev/null")
        if wrong := self.wrong(run):
            raise RuntimeError(wrong)

    def guest(self, *words):
        return self.berth("berth", "guest", *words, XDG_CACHE_HOME=str(self.directory / "cache"))

    def script(self, name, file, commands, slow=False):
        """One that runs on all hosts at the same time: for each host some words of a shell."""
        path = self.directory / file
        path.write_text("#!/bin/bash\nset -eu\njobs=()\n" + "".join(f"({commands(host)}) &\njobs+=($!)\n" for host in self.hosts)
                        + "for job in \"${jobs[@]}\"; do wait \"$job\"; done\n")
        path.chmod(0o755)
        return Contender(name, [path], slow=slow, deadline=SLOW)

    def ssh(self, host):
        return f"ssh -F {self.config} {host}"

    def plays(self, key, tasks):
        book = self.directory / f"{key}.yml"
        book.write_text("- hosts: all\n  gather_facts: false\n  tasks:\n" + tasks)
        return self.ansible(self.directory / "ansible.ini", book, slow=True, ANSIBLE_STRATEGY="free")


def listing(work):
    """All guests, of which every other host's run."""

    def wrong(contender, said):
        missing = [name for host in work.hosts for name in work.guests(host) if name not in said]
        return f"{len(missing)} guests are not told, such as {missing[0]}" if missing else ""

    return Case("list", f"what {work.count} guests on each of {len(work.hosts)} hosts are doing", [
        work.guest("list"),
        work.script("virsh, one a host", "list-one", lambda host: f"{work.ssh(host)} virsh -q list --all"),
        work.script("virsh, one a guest", "list-loop", lambda host: f"for guest in {' '.join(work.guests(host))}; do"
                                                                    f" echo \"$guest $({work.ssh(host)} -n virsh -q domstate \"$guest\")\"; done", slow=True),
        work.plays("list", "    - community.libvirt.virt: {command: info}\n      register: seen\n    - ansible.builtin.debug: {var: seen}\n"),
    ], lambda contender: None, wrong)


def changing(work, key, title, verb, call, command, run, *more):
    """All guests of all hosts, from one state to the other."""
    return Case(key, title, [
        work.guest(verb, "bench-*", *more),
        work.script("virsh, one a host", f"{key}-one", lambda host: f"{work.ssh(host)} virsh -q \"'{'; '.join(f'{call} {guest}' for guest in work.guests(host))}'\""),
        work.script("virsh, one a guest", f"{key}-loop", lambda host: f"for guest in {' '.join(work.guests(host))}; do"
                                                                      f" {work.ssh(host)} -n virsh -q {call} \"$guest\"; done", slow=True),
        work.plays(key, f"    - community.libvirt.virt: {{name: '{{{{ item }}}}', {command}}}\n      loop: '{{{{ guests.split(\",\") }}}}'\n"),
    ], lambda contender: work.bring(not run), lambda contender, said: work.wrong(run))


def made(work, key):
    if key == "list":
        return listing(work)
    where = f"{work.count} guests on each of {len(work.hosts)} hosts"
    if key == "start":
        return changing(work, key, f"start {where}", "start", "start", "state: running", True)
    return changing(work, key, f"stop {where}", "stop", "destroy", "state: destroyed", False, "--yes")
