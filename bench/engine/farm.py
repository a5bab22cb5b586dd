"""Hosts to measure on: one sshd that answers on every loopback address, and the files by which each tool finds it.

All is inside a network namespace of the measurement, so port 22 is ours and nobody else's.
"""
import subprocess
import sys
import time
from pathlib import Path

from groups import TICKS

PORT = 22
FAR_PORT = 2200  # of proxies and the box: sshd has port 22 of every address
KEX = "curve25519-sha256"
CIPHER = "aes128-gcm@openssh.com"


def address(number):
    """Of host 0, 1, 2, …"""
    return f"127.70.{number // 250}.{number % 250 + 1}"


def port(where):
    return PORT if where.startswith("127.70.") else FAR_PORT


class Farm:
    def __init__(self, work):
        self.work = Path(work)
        self.key = self.work / "client"
        self.known_hosts = self.work / "known_hosts"
        self.ssh_config = self.work / "ssh_config"
        self.home = self.work / "home"  # of the one who logs in: what root's start-up files do here is not of interest
        self.marks = self.work / "marks"
        self.mark = self.work / "mark"
        self.daemon = None
        self.masters = [self.work / "cp", self.work / "mux"]  # where sockets of shared connections are

    def start(self):
        for directory in (self.home, self.marks, *self.masters, Path("/run/sshd")):
            directory.mkdir(parents=True, exist_ok=True)
        for key in (self.key, self.work / "host_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
        self.known_hosts.write_text(f"127.*,[127.*]:{FAR_PORT} " + (self.work / "host_key.pub").read_text())
        self.ssh_config.write_text("\n".join([
            "Host 127.71.* 127.72.*", f"Port {FAR_PORT}", "Host *", "User root", f"IdentityFile {self.key}", "IdentitiesOnly yes",
            f"UserKnownHostsFile {self.known_hosts}",
            "StrictHostKeyChecking yes", "BatchMode yes", "LogLevel ERROR", f"KexAlgorithms {KEX}", f"Ciphers {CIPHER}", ""]))
        # What tasks do: a line in the file of the address at which they were reached says that they did it.
        self.mark.write_text(f'#!/bin/sh\nset -- $SSH_CONNECTION "$1"\necho "$5" >>{self.marks}/"$3"\n')
        self.mark.chmod(0o755)
        config = self.sshd_config("sshd_config", PORT, "0.0.0.0", self.home)
        self.daemon = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", config], stderr=open(self.work / "sshd.log", "w"))
        for _ in range(200):
            if subprocess.run(["ssh", "-F", self.ssh_config, address(0), "true"], stderr=subprocess.DEVNULL).returncode == 0:
                return
            if self.daemon.poll() is not None:
                break
            time.sleep(0.05)
        sys.exit("bench: sshd does not start: " + (self.work / "sshd.log").read_text())

    def sshd_config(self, name, port, listen, home):
        """Writes the configuration of an sshd and returns its path. No limit of it is to be one of what is measured."""
        config = self.work / name
        config.write_text("\n".join([
            f"Port {port}", f"ListenAddress {listen}", f"HostKey {self.work}/host_key", f"AuthorizedKeysFile {self.key}.pub",
            "PidFile none", "PermitRootLogin prohibit-password", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
            "StrictModes no", "UsePAM no", "UseDNS no", "MaxStartups 10000", "LoginGraceTime 0", "LogLevel ERROR", f"SetEnv HOME={home}",
            "Subsystem sftp internal-sftp", ""]))
        return config

    def stop(self):
        if self.daemon:
            self.daemon.terminate()
            self.daemon.wait()

    def clear_marks(self):
        for mark in self.marks.iterdir():
            mark.unlink()

    def wrong_marks(self, hosts, tasks):
        """What is missing or too much of the marks 1 to TASKS, in this order, on each host; empty: nothing."""
        wanted = [str(task) for task in range(1, tasks + 1)]
        for number in range(hosts):
            file = self.marks / address(number)
            found = file.read_text().split() if file.exists() else []
            if found != wanted:
                return f"{address(number)} did {found or 'nothing'} and not {wanted}"
        return ""

    def berth_hosts(self, addresses):
        """The words of a playbook that name these hosts h1, h2, …"""
        lines = [f"    host 'h{number}', address: '{where}', port: {port(where)}, user: 'root', identityFile: '{self.key}', "
                 f"knownHosts: '{self.known_hosts}'"
                 for number, where in enumerate(addresses, 1)]
        return "hosts {\n" + "\n".join(lines) + "\n}\n"

    def ansible(self, name, addresses, forks):
        """Writes inventory and configuration of Ansible, and returns the environment for it."""
        inventory = self.work / f"{name}.ini"
        inventory.write_text("".join(f"h{number} ansible_host={where} ansible_port={port(where)}\n" for number, where in enumerate(addresses, 1)) +
                             "[all:vars]\nansible_user=root\nansible_python_interpreter=/usr/bin/python3\n")
        config = self.work / f"{name}.cfg"
        config.write_text("\n".join([
            "[defaults]", f"inventory = {inventory}", f"forks = {forks}", "gathering = explicit", "retry_files_enabled = False",
            "timeout = 120",  # of a connect, as berth has it: see run
            f"local_tmp = {self.work}/ansible-tmp", "[ssh_connection]", "pipelining = True", "retries = 0",
            f"ssh_args = -F {self.ssh_config} -o ControlMaster=auto -o ControlPersist=60s",
            f"control_path_dir = {self.work}/cp", ""]))
        return {"ANSIBLE_CONFIG": str(config), "ANSIBLE_HOME": str(self.work / "ansible-home")}

    def forget_masters(self):
        """Whose processes have been ended: every turn begins without connections, as a command does that somebody types."""
        for directory in self.masters:
            for socket in directory.iterdir():
                socket.unlink()


class Delay:
    """A longer way to a host: connections to this address go through a proxy."""

    def __init__(self, work, milliseconds, where):
        self.milliseconds = milliseconds
        self.address = f"127.71.0.{milliseconds + 1}"
        self.turns_file = Path(work) / f"turns-{milliseconds}"
        self.proxy = subprocess.Popen([sys.executable, Path(__file__).parent / "delay.py", self.address, str(FAR_PORT), where, str(port(where)),
                                       str(milliseconds), self.turns_file], stdout=subprocess.PIPE)
        if not self.proxy.stdout.readline():
            raise RuntimeError("the proxy does not start")

    def seconds(self):
        """CPU that the proxy has used."""
        fields = Path(f"/proc/{self.proxy.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self):
        """Returns how many round trips there were."""
        self.proxy.terminate()
        self.proxy.wait()
        return int(self.turns_file.read_text()) if self.turns_file.exists() else 0
