# The lock of a slot. Its file is locked by whoever has it open as fd 9: the script, and all that it starts, which
# inherits it. So the lock lives exactly as long as anything works under it, and nobody can take it away.
# shellcheck shell=sh

# The file says who holds it in its first line, and in its second the pid of the script.
lock() { # FILE SECONDS HOLDER
    while :; do
        exec 8>>"$1" # not 9 yet: whoever waits is no holder
        if ! flock --nonblock 8; then
            lock_end_orphans "$1"
            flock --wait "$2" 8 || refuse lock "it is held by $(lock_holder "$1")" \
                "wait for that run to end, or interrupt it: the lock dies with it"
        fi
        # its last holder removed the file that was waited for: another one is the lock now
        if same_file "$1" /proc/self/fd/8; then break; fi
    done
    printf '%s, since %s\n%s\n' "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$$" >"$1"
    exec 9>&8 8>&-
}

unlock() { # FILE
    rm -f "$1"
    exec 9>&-
}

lock_holder() { # FILE
    sed -n '1p; 1q' "$1" | grep . || echo 'a run that has not yet said its name'
}

# When the script that held the lock was killed alone, its children may still be at work: they are ended. The new
# holder of a lock writes its pid before it has fd 9, so it cannot be taken for an orphan of the one before.
lock_end_orphans() { # FILE
    leader=$(sed -n 2p "$1")
    if [ -z "$leader" ] || same_file "/proc/$leader/fd/9" "$1"; then return; fi
    orphans=
    for fd in /proc/[0-9]*/fd/9; do
        same_file "$fd" "$1" || continue
        fd=${fd#/proc/}
        orphans="$orphans ${fd%%/*}"
    done
    if [ -z "$orphans" ] || [ "$(sed -n 2p "$1")" != "$leader" ]; then return; fi
    say "ending what a killed run left at work (pids$orphans)"
    # shellcheck disable=SC2086
    kill -KILL $orphans 2>/dev/null || true
}
