# The lock of a slot: a file that is locked by whoever has it open as fd 9, the script and all that it starts. So it
# lives exactly as long as anything works under it, and nobody can take it away. The file stays, whoever has had the lock:
# those who wait for it have it open. Its lines: who holds it; the pid and the process group of the script that does.
# shellcheck shell=sh

# Ends the script unless files can be called so.
slot_named() { # SLOT
    case $1 in '' | . | .. | */*) fail "'$1' cannot be a slot's name" "name it otherwise" ;; esac
}

slot_lock() { # RUN-DIR SLOT -> the file
    echo "$1/locks/slot-$2"
}

lock() { # FILE SECONDS HOLDER
    need flock util-linux
    mkdir -p "${1%/*}"
    exec 9>>"$1"
    if ! flock --nonblock 9; then
        lock_end_orphans "$1"
        flock --wait "$2" 9 || refuse lock "$(lock_held "$1")" "$lock_next"
    fi
    lock_taken=$1
    # of the process that has fd 9, which may be a subshell
    read -r own </proc/self/stat
    after=${own##*) }
    after=${after#* * }
    printf '%s, since %s\n%s %s\n' "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "${own%% *}" "${after%% *}" >"$1"
}
lock_next='wait for that run to end, or interrupt it: the lock dies with it'

# Until this script ends, however it is told to.
lock_until_end() { # FILE SECONDS HOLDER
    lock_taken=
    trap '[ -z "$lock_taken" ] || unlock "$lock_taken"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
    lock "$@"
}

unlock() { # FILE
    : >"$1"
    exec 9>&-
}

# A slot's, of the words with which scripts that work on a slot begin; sets lock_file.
lock_slot() { # RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT...
    lock_file=$(slot_lock "$1" "$5")
    lock_until_end "$lock_file" "$4" "$3"
}

lock_held() { # FILE
    echo "it is held by $(lock_told "$1")"
}

lock_told() { # FILE -> who has it
    sed -n 1p "$1" | grep . || echo 'a run that has not said its name yet'
}

# Whether somebody has it whom lock would not end. Takes it, shared, for less than lock waits.
lock_is_held() { # FILE
    [ -e "$1" ] && ! flock --nonblock --shared "$1" true && ! lock_is_orphaned "$1"
}

# Whether the script that took it was killed alone: its children may still be at work.
lock_is_orphaned() { # FILE ; sets leader: its pid and process group
    leader=$(sed -n 2p "$1")
    [ -n "$leader" ] && ! same_file "/proc/${leader% *}/fd/9" "$1"
}

lock_end_orphans() { # FILE
    lock_is_orphaned "$1" || return 0
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
