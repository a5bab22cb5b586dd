"""The host of the case e: systemd is its first process, and it has an sshd and a libvirtd of its own."""
import subprocess
import time
from pathlib import Path

from farm import FAR_PORT
from groups import GROUP

HERE = Path(__file__).resolve().parent
BOOT = HERE.parents[1] / "runtime/src/test/resources/box/boot"  # as the specs boot theirs
ADDRESS = "127.72.0.1"
SECONDS = 60


class Box:
    """services: how many units site-0, site-1, … it has, neither enabled nor running."""

    def __init__(self, farm, services):
        self.own = farm.work / "box"
        self.own.mkdir()
        self.log = farm.work / "box.log"
        config = farm.sshd_config("box_sshd_config", FAR_PORT, ADDRESS, "/srv/home")
        with open(self.log, "w") as out:
            self.keeper = subprocess.Popen(["sh", HERE / "box/keep", self.own, BOOT, farm.work], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        self.until("its first process is there", (self.own / "pid").exists)
        self.until("systemd has come up", lambda: self.inside("systemctl is-system-running").stdout.strip() in ("running", "degraded"))
        done = self.inside((HERE / "box/install").read_text(), config, services)
        if done.returncode:
            raise RuntimeError("the box is not as it should be: " + done.stdout)

    def inside(self, script, *words):
        """Runs a shell script there."""
        first = (self.own / "pid").read_text().strip()
        return subprocess.run(["nsenter", "--target", first, "--mount", "--uts", "--ipc", "--pid", "--cgroup", "env", "-i",
                               "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8",
                               "sh", "-euc", script, "sh", *map(str, words)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)

    def until(self, what, holds):
        end = time.monotonic() + SECONDS
        while not holds():
            if self.keeper.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the box does not start: not so: {what}: {self.log.read_text()}")
            time.sleep(0.05)

    def close(self):
        """All of it; where this is never called, bench/lib.sh ends it with the group that its own is in."""
        (GROUP / "box/cgroup.kill").write_text("1")
        self.keeper.wait()
