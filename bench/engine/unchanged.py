"""The case e: tasks with nothing to do, and the round trips that they take."""
from box import ADDRESS, Box
from farm import Delay
from measure import Case

FILES, DIRECTORIES, CONTENTS, LINES, SERVICES, POOLS = 30, 10, 10, 10, 20, 20
TASKS = FILES + DIRECTORIES + CONTENTS + LINES + SERVICES + POOLS
CALLS_A_POOL = 3  # of virt_pool, to say of it what berth's one task says
PREPARED = 300  # seconds that what is not measured is given
TREE = "/srv/site"
POOL_DIRECTORIES = "/srv/pools"


def e(work):
    work.box = Box(work.farm, SERVICES)
    work.groovy("unchanged", [ADDRESS], groovy(), pools())
    work.yaml("unchanged", yaml() + active_pools())
    work.yaml("unchanged-all", yaml() + whole_pools())
    berths = work.berth("unchanged", 1)
    berths[0].once(PREPARED)  # makes it all

    def wrong(contender, said):
        return work.all_unchanged(contender, said, TASKS + (POOLS * (CALLS_A_POOL - 1) if contender == "ansible-all" else 0))

    title = (f"{TASKS} unchanged tasks ({FILES} files, {DIRECTORIES} directories, {CONTENTS} contents, {LINES} lines, "
             f"{SERVICES} services, {POOLS} pools) on one host")
    return Case("e", title, [
        *berths, work.ansible("ansible", "box", "unchanged", 1, [ADDRESS], slow=True),
        work.ansible("ansible-all", "box", "unchanged-all", 1, [ADDRESS], slow=True)], wrong=wrong)


def groovy():
    return "".join([
        f"    file '{TREE}', state: directory, mode: '0755'\n",
        *(f"    file '{TREE}/directory-{n}', state: directory, mode: '0755'\n" for n in range(1, DIRECTORIES)),
        *(f"    file '{TREE}/file-{n}', mode: '0644'\n" for n in range(FILES)),
        *(f"    copy content: 'text {n}\\n', to: '{TREE}/content-{n}', mode: '0644'\n" for n in range(CONTENTS)),
        *(f"    line '{TREE}/lines', line: 'setting-{n} = {n}', create: true\n" for n in range(LINES)),
        *(f"    service 'site-{n}', state: started, enabled: true\n" for n in range(SERVICES))])


def pools():
    return "".join(f"pool('p{n}') {{ on 'all'; dir '{POOL_DIRECTORIES}/p{n}'; autostart true }}\n" for n in range(POOLS))


def yaml():
    return "".join([
        f"    - ansible.builtin.file: {{path: '{TREE}', state: directory, mode: '0755'}}\n",
        *(f"    - ansible.builtin.file: {{path: '{TREE}/directory-{n}', state: directory, mode: '0755'}}\n" for n in range(1, DIRECTORIES)),
        *(f"    - ansible.builtin.file: {{path: '{TREE}/file-{n}', state: file, mode: '0644'}}\n" for n in range(FILES)),
        *(f"    - ansible.builtin.copy: {{content: \"text {n}\\n\", dest: '{TREE}/content-{n}', mode: '0644'}}\n" for n in range(CONTENTS)),
        *(f"    - ansible.builtin.lineinfile: {{path: '{TREE}/lines', line: 'setting-{n} = {n}', create: true}}\n" for n in range(LINES)),
        *(f"    - ansible.builtin.systemd: {{name: 'site-{n}', state: started, enabled: true}}\n" for n in range(SERVICES))])


def active_pools():
    """One call a pool, which sees no more than that it is active."""
    return "".join(f"    - community.libvirt.virt_pool: {{name: p{n}, state: active}}\n" for n in range(POOLS))


def whole_pools():
    """All that berth sees of a pool: that it is defined, active, and started with the host."""
    return "".join(f"    - community.libvirt.virt_pool: {{name: p{n}, {words}}}\n" for n in range(POOLS) for words in (
        f"state: present, xml: \"<pool type='dir'><name>p{n}</name><target><path>{POOL_DIRECTORIES}/p{n}</path></target></pool>\"",
        "state: active", "autostart: true"))


def round_trips(work):
    """How often berth waits for the host of e: in a run of one command with nothing to do, which connects and logs in as well; and in e."""
    counts = []
    for name, tasks, top in (("login", "    exec 'true', creates: '/'\n", ""), ("unchanged-far", groovy(), pools())):
        delay = Delay(work.directory, 5, ADDRESS)
        try:
            work.groovy(name, [delay.address], tasks, top)
            work.berth(name, 1)[0].once(PREPARED)
        finally:
            counts.append(delay.stop())
    return counts
