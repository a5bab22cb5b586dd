"""The cases a to d: commands, on one host and on many."""
from farm import address
from measure import Case, Contender

NOOP_TASKS = 19


def a(work):
    where = [address(0)]
    line = "    - ansible.builtin.command: {argv: ['true'], creates: /}\n"
    work.groovy("noop", where, f"    {NOOP_TASKS}.times {{ exec 'true', creates: '/' }}\n")
    work.yaml("noop", line * NOOP_TASKS)
    work.yaml("noop-1", line)
    work.yaml("noop-debug", "    - ansible.builtin.debug: {msg: ok}\n" * NOOP_TASKS)

    def wrong(contender, said):
        if contender == "ansible-version":
            return ""
        return work.all_unchanged(contender, said, 1 if contender == "ansible-1" else NOOP_TASKS)

    return Case("a", f"no-op playbook: {NOOP_TASKS} tasks with nothing to do on one host", [
        *work.berth("noop", 1),
        work.ansible("ansible-1", "one", "noop-1", 1, where), work.ansible("ansible-19", "one", "noop", 1, where),
        work.ansible("ansible-19-debug", "one", "noop-debug", 1, where),
        Contender("ansible-version", ["ansible", "--version"])], wrong=wrong)


def b(work):
    hosts = work.scaled(100)
    config, mark = work.farm.ssh_config, work.farm.mark

    def others(where):
        return [
            Contender("clush", ["clush", "-S", "-q", "-f", hosts, "-o", f"-F {config}", "-w", ",".join(where), mark, "1"]),
            Contender("pdsh", ["pdsh", "-S", "-R", "ssh", "-f", hosts, "-w", ",".join(where), mark, "1"],
                      {"PDSH_SSH_ARGS_APPEND": f"-F {config}"}),
            Contender("ssh", [work.script("ssh-b", on_all(where, f"ssh -F {config} \"$host\" {mark} 1"))])]

    return marks(work, "b", f"1 command on {hosts} hosts", 1, hosts, others)


def c(work):
    hosts = work.scaled(20)
    return marks(work, "c", f"20 tasks on {hosts} hosts", 20, hosts, lambda where: [mux(work, "c", where, 20)], slow=True, raw=True)


def d(work):
    hosts = work.scaled(500)
    return marks(work, "d", f"4 tasks on {hosts} hosts", 4, hosts, lambda where: [mux(work, "d", where, 4)], slow=True)


def marks(work, key, title, tasks, hosts, others, slow=False, raw=False):
    """Tasks that each leave a mark, on many hosts."""
    where = [address(number) for number in range(hosts)]
    mark, numbers = work.farm.mark, range(1, tasks + 1)
    work.groovy(key, where, "".join(f"    exec '{mark}', '{n}'\n" for n in numbers))
    work.yaml(key, "".join(f"    - ansible.builtin.command: {{argv: ['{mark}', '{n}']}}\n" for n in numbers))
    contenders = [*work.berth(key, hosts, 180), work.ansible("ansible", key, key, hosts, where, slow)]
    if raw:
        work.yaml(f"{key}-raw", "".join(f"    - ansible.builtin.raw: {mark} {n}\n" for n in numbers))
        contenders.append(work.ansible("ansible-raw", key, f"{key}-raw", hosts, where, slow))
    return Case(key, title, contenders + others(where), lambda contender: work.farm.clear_marks(), lambda contender, said: work.farm.wrong_marks(hosts, tasks))


def mux(work, key, where, tasks):
    """Plain ssh: one ControlMaster a host, hosts at the same time, tasks one after another."""
    ssh = f"ssh -F {work.farm.ssh_config} -o ControlMaster=auto -o ControlPersist=60s -o ControlPath={work.directory}/mux/%h"
    return Contender("ssh-mux", [work.script(f"mux-{key}", on_all(
        where, f"for task in $(seq {tasks}); do {ssh} \"$host\" {work.farm.mark} $task 2>/dev/null; done"))], deadline=180)


def on_all(where, command):
    return (f"jobs=()\nfor host in {' '.join(where)}; do\n    ({command}) &\n    jobs+=($!)\ndone\n"
            "for job in \"${jobs[@]}\"; do wait \"$job\"; done\n")
