# What is looked at right before a guest starts, while nobody can change it.
# shellcheck shell=sh

# Holds the gate until the script ends: whoever takes the lock on starts next waits for that. It is still this run's if nobody has taken it since, which a number
# tells that grows with each holder.
start_gate() { # RUN-DIR NUMBER
    mkdir -p "$1/locks"
    exec 8>>"$1/locks/start-gate"
    flock --wait 60 8 || fail 'what another run starts here does not end' 'berth runs tells what it does'
    known=$(cat "$1/locks/start-number" 2>/dev/null || true)
    [ "$known" = "$2" ] ||
        refuse start-lock "the lock on starts was lost: the last to take it here was ${known#* }" 'nothing was started: run it again'
}

# Under the guest's lock: one that is a slot's is not started while its slot is at work.
start_unheld() { # STATE-DIR GUEST
    hold_refuse "$1" "$2"
    map_reap "$(map_record "$1" "$2")"
}

# Nor is one that writes to a disk which this host has attached.
start_unattached() { # DISK
    [ ! -e "$1" ] || disk_unattached "$1"
}
