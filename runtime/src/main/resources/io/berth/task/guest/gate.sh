# What is looked at right before a guest starts, while nobody can change it.
# shellcheck shell=sh

# Has the run take the lock on starts of all hosts: it does when it hears this, and puts its number into the file, or why there is none. Sets start_number.
start_ask() { # FILE GUEST
    printf 'want lock\n' >&3
    tries=0
    until [ -e "$1" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 1800 ] || fail "guest $2 has waited 3 minutes for the lock on starts" 'berth runs tells what is at work'
        sleep 0.1
    done
    # shellcheck disable=SC2034  # of whoever asks
    IFS= read -r start_number <"$1" || :
}

# Holds the gate as long as fd 8 is open: whoever takes the lock on starts next waits for that. It is still this run's if nobody has taken it since, which a number
# tells that grows with each holder. Status 1: another's start does not end; 2: the lock is another's. Sets gate_shut: that in words.
gate_pass() { # RUN-DIR NUMBER
    mkdir -p "$1/locks"
    exec 8>>"$1/locks/start-gate"
    gate_shut='what another run starts here does not end'
    flock --wait 60 8 || return 1
    gate_last=$(cat "$1/locks/start-number" 2>/dev/null || true)
    gate_shut="the lock on starts was lost: the last to take it here was ${gate_last#* }"
    [ "$gate_last" = "$2" ] || return 2
}

# The same until the script ends, which it does if it may not go on.
start_gate() { # RUN-DIR NUMBER
    gate=0
    gate_pass "$1" "$2" || gate=$?
    case $gate in
    1) fail "$gate_shut" 'berth runs tells what it does' ;;
    2) refuse start-lock "$gate_shut" 'nothing was started: run it again' ;;
    esac
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
