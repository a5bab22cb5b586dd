"""What figures depend on: this machine, and what is installed on it."""
import os
import subprocess
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def said_by(*argv):
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def version(package):
    return said_by("dpkg-query", "-W", "-f", "${source:Upstream-Version}", package)


def facts():
    memory = int(Path("/proc/meminfo").read_text().split()[1])
    return {
        "date": date.today().isoformat(),
        "cores": os.cpu_count(), "memoryGib": round(memory / 2**20), "kernel": os.uname().release.split("-")[0],
        "commit": said_by("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"),
        "ansibleCore": version("ansible-core"), "rsync": version("rsync"),
        "ssh": subprocess.run(["ssh", "-V"], capture_output=True, text=True, check=False).stderr.split(",")[0],
    }
