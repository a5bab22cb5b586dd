"""The cases of files that are copied: many small ones, and one big one."""
import filecmp
import os
import shutil
import subprocess

from farm import address
from measure import Case, Contender


def f(work, milliseconds):
    """Files copied from the controller into a directory that is empty."""
    count = work.scaled(1000)
    source, target = work.directory / "files", work.directory / "copied"
    if not source.exists():
        source.mkdir()
        for n in range(count):
            (source / f"file-{n:04}").write_text(f"file {n}\n" * (20 + n % 300))
    way = work.far(milliseconds)
    where = way.address if way else address(0)
    name = f"files-{milliseconds}"
    work.groovy(name, [where], f"    copy '{source}', to: '{target}'\n")
    work.yaml(name, f"    - ansible.builtin.copy: {{src: '{source}/', dest: '{target}/'}}\n")
    work.yaml(f"{name}-synchronize", f"    - ansible.posix.synchronize: {{src: '{source}/', dest: '{target}', use_ssh_args: true}}\n")

    def before(contender):
        shutil.rmtree(target, ignore_errors=True)

    def wrong(contender, said):
        there = os.listdir(target) if target.exists() else []
        same, *_ = filecmp.cmpfiles(source, target, os.listdir(source), shallow=False)
        return "" if len(same) == count == len(there) else f"{len(same)} of {count} files are there"

    config = work.farm.ssh_config
    ssh = f"ssh -F {config}"
    return Case(f"f{milliseconds}", f"{count} files copied to one host, {milliseconds} ms away", [
        *work.berth(name, 1), work.ansible("ansible", name, name, 1, [where], slow=True),
        work.ansible("ansible-synchronize", name, f"{name}-synchronize", 1, [where]),
        Contender("rsync", ["rsync", "-a", "-e", ssh, f"{source}/", f"{where}:{target}/"]),
        Contender("scp", ["scp", "-q", "-r", "-F", config, source, f"{where}:{target}"], slow=True, deadline=300),
        Contender("tar-ssh", [work.script(f"tar-{milliseconds}", f"tar -C {source} -cf - . | {ssh} {where} "
                                          f"'mkdir -p {target} && tar -C {target} -xf -'\n")])], before, wrong, way)


def stream(work, direction, milliseconds):
    """One big file, put and got, by the same cipher as OpenSSH. ssh-open has connected before: it does nothing but what berth does in the
    part "stream"."""
    size = work.scaled(512)
    source, target = work.directory / "big", work.directory / "big-copied"
    if not source.exists():
        subprocess.run(["dd", "if=/dev/urandom", f"of={source}", "bs=1M", f"count={size}", "status=none"], check=True)
    way = work.far(milliseconds)
    where = way.address if way else address(0)
    name = f"{direction}-{milliseconds}"
    words = f"copy '{source}', to: '{target}'" if direction == "put" else f"fetch '{source}', to: '{target}', flat: true"
    work.groovy(name, [where], f"    {words}\n")
    ssh = f"ssh -F {work.farm.ssh_config} {where}"
    plain = f"{ssh} 'cat >{target}' <{source}\n" if direction == "put" else f"{ssh} 'cat {source}' >{target}\n"

    def before(contender):
        target.unlink(missing_ok=True)
        if contender == "ssh-open":
            subprocess.run([*ssh.split(), "true"], check=True)

    def wrong(contender, said):
        return "" if target.exists() and filecmp.cmp(source, target, shallow=False) else "the file is not there as it is"

    def parts(contender, said):
        if contender.startswith("berth"):
            return {"stream": work.phase(direction)}
        return {what: float(seconds) for what, seconds in map(str.split, said.splitlines())}

    timed = f'begin=$(date +%s%N)\n{plain}echo "stream $(($(date +%s%N) - begin))e-9"\n'
    return Case(name, f"{size} MiB {direction}, {milliseconds} ms away", [
        *work.berth(name, 1, 180), Contender("ssh", [work.script(f"ssh-{name}", plain)], deadline=180),
        Contender("ssh-open", [work.script(f"ssh-open-{name}", timed)], deadline=180)], before, wrong, way, parts)
