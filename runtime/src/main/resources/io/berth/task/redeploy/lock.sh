# The lock of a slot: a file that is locked by whoever has it open as fd 9, the script and all that it starts. So it
# lives exactly as long as anything works under it, and nobody can take it away. Its lines: who holds it; the pid and the
# process group of the script that does.
# shellcheck shell=sh

lock() { # FILE SECONDS HOLDER
    exec 9>>"$1"
    if ! flock --nonblock 9; then
        lock_end_orphans "$1"
        flock --wait "$2" 9 || refuse lock "it is held by $(lock_holder "$1")" \
            "wait for that run to end, or interrupt it: the lock dies with it"
    fi
    printf '%s, since %s\n%s %s\n' "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$$" "$(group_of $$)" >"$1"
}

unlock() { # FILE
    : >"$1"
    exec 9>&-
}

lock_holder() { # FILE
    sed -n 1p "$1" | grep . || echo 'a run that has not said its name yet'
}

# When the script that held the lock was killed alone, its children may still be at work: they are ended.
lock_end_orphans() { # FILE
    leader=$(sed -n 2p "$1")
    if [ -z "$leader" ] || same_file "/proc/${leader% *}/fd/9" "$1"; then return; fi
    for orphan in /proc/[0-9]*; do
        if same_file "$orphan/fd/9" "$1" && [ "$(group_of "${orphan#/proc/}")" = "${leader#* }" ]; then
            say "ending pid ${orphan#/proc/}, left at work by a run that was killed"
            kill -KILL "${orphan#/proc/}" 2>/dev/null || true
        fi
    done
}

group_of() { # PID -> its process group
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 3
}
