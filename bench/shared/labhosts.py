"""The hosts of a lab that is measured, and how contenders reach them."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from machine import ROOT
from measure import Contender

SLOW = 300  # seconds that a contender is given


class LabHosts:
    """directory: of the measurement."""

    def __init__(self, directory):
        self.directory = directory
        self.state = Path(os.environ["BERTH_LAB"])
        self.config = self.state / "run/ssh_config"
        self.hosts = [line.split()[1] for line in self.config.read_text().splitlines() if line.startswith("Host kvm")]
        self.masters = directory / "cp"
        self.masters.mkdir()

    def on(self, host, command, said=""):
        """Runs a command of a shell there; what it prints."""
        done = subprocess.run(["ssh", "-F", self.config, host, command], input=said, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            raise RuntimeError(f"{host}: {(done.stderr or done.stdout).strip() or command}")
        return done.stdout

    def at_once(self, commands, said=""):
        """Runs commands, by host, with the same input; what they print, by host."""
        with ThreadPoolExecutor(len(self.hosts)) as pool:
            return dict(zip(commands, pool.map(lambda host: self.on(host, commands[host], said), commands)))

    def berth(self, name, *words, **more):
        """more: of its environment."""
        return Contender(name, [ROOT / "berth", *words, "-i", "lab"], {"BERTH_IN_LAB": "1", "XDG_STATE_HOME": str(self.directory / "state"), **more}, deadline=SLOW)

    def ansible(self, inventory, book, slow=False, **more):
        home = self.directory / "ansible"
        return Contender("ansible", ["ansible-playbook", "-i", inventory, book], {
            "ANSIBLE_CONFIG": str(ROOT / "bench/redeploy/ansible/ansible.cfg"), "ANSIBLE_HOME": str(home), "ANSIBLE_LOCAL_TEMP": str(home / "tmp"),
            "ANSIBLE_SSH_CONTROL_PATH_DIR": str(self.masters),
            "ANSIBLE_SSH_ARGS": f"-F {self.config} -o ControlMaster=auto -o ControlPersist=60s", **more}, slow=slow, deadline=SLOW)

    def forget_masters(self):
        """Whose processes have ended with their turn: every turn begins without connections, as a command does that somebody types."""
        for socket in self.masters.iterdir():
            socket.unlink()
