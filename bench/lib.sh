# shellcheck shell=bash
# What all measurements share.
# shellcheck disable=SC2154  # bench and root are set by who reads this

die() {
    printf 'bench: %s\n' "$1" >&2
    exit "${2:-1}"
}

say() {
    printf 'bench: %s\n' "$1" >&2
}

# What belongs to the measurement runs in a control group of its own: the rest of the machine's work is somebody else's, also that of another
# checkout's measurement, which must not be ended with this one.
groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
group=$groups/berth-bench-$$

# What is measured in a lab is in one of its own: nobody's slots are overwritten, and no other guests run in it.
own_lab() { # NAME
    export BERTH_LAB_ARTIFACTS=${BERTH_LAB_ARTIFACTS:-${BERTH_LAB:-/var/lib/berth-lab}/artifacts}
    export BERTH_LAB=/var/tmp/berth-lab-$1
}

# It, the control group, and a directory for what is written, which TMPDIR names, are there until this ends.
with_lab() {
    enter_group
    scratch=$(mktemp -d /tmp/berth-bench-XXXXXX)
    export TMPDIR=$scratch
    trap lab_down EXIT
    "$root/lab/lab" down --all 7<&- # what a killed measurement left
    "$root/lab/lab" up 7<&-
}

lab_down() {
    "$root/lab/lab" down --all
    leave_group
    rm -rf "$scratch"
}

# Only one measures at a time. Descriptor 7 holds that; a command that outlives the measurement must not inherit it.
enter_group() {
    [ -n "$groups" ] || die 'this machine has no cgroup2 mounted'
    exec 7<"$bench"
    flock --nonblock 7 || die 'another bench/run is measuring'
    home=$groups$(sed -n 's/^0:://p' /proc/self/cgroup)
    mkdir -p "$group"
    echo $$ >"$group/cgroup.procs"
}

leave_group() {
    echo $$ >"$home/cgroup.procs"
    # what is left is of this measurement, such as the masters of connections
    echo 1 >"$group/cgroup.kill"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        ! find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || return 0
        sleep 0.2
    done
    say "$group could not be removed"
}
