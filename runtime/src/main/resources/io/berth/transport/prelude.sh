# What the other scripts of this directory share. A command of berth leads a session of its own, so a session id names
# a command with all it started, even what moved to another process group.

# Answers are read by a program: they must not depend on the user's language. What an administrator calls must be found.
unset LANGUAGE
export LC_ALL=C.UTF-8 PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

# members SESSION: the ids of its live processes. Zombies are not live: they may wait long for a parent to reap them.
members() {
    for stat in /proc/[0-9]*/stat; do
        { read -r line <"$stat"; } 2>/dev/null || continue
        pid=${stat#/proc/}
        # After the name, which is in parentheses and may contain anything: state, parent, group, session.
        # shellcheck disable=SC2086 # to be split
        set -- "$1" ${line##*) }
        case $2 in Z | X) continue ;; esac
        [ "$5" != "$1" ] || printf '%s ' "${pid%/stat}"
    done
}

# end_session SESSION GRACE: TERM to all of it at once, KILL to what is left after GRACE seconds; returns when it is gone.
end_session() {
    # The group first: no member can fork out of that.
    kill -s TERM -- "-$1" || :
    for member in $(members "$1"); do
        read -r line <"/proc/$member/stat" || continue
        # shellcheck disable=SC2086 # to be split
        set -- "$1" "$2" ${line##*) }
        [ "$5" = "$1" ] || kill -s TERM "$member" || :
    done
    kill -s CONT -- "-$1" || :
    uptime
    deadline=$((now + 100 * $2))
    while left=$(members "$1") && [ -n "$left" ]; do
        uptime
        if [ "$now" -ge "$deadline" ]; then
            # shellcheck disable=SC2086 # to be split
            kill -s KILL $left || :
        fi
        # One that sleeps in the kernel cannot be killed; there is nothing to wait for then.
        [ "$now" -lt $((deadline + 500)) ] || return 0
        sleep 0.1
    done
} 2>/dev/null

# uptime: sets now to hundredths of a second since some time.
uptime() {
    read -r now _ </proc/uptime
    now=${now%.*}${now#*.}
}

# signal_of STATUS SAID: the name of the signal that ended a command, or -. A status above 128 may be the command's own;
# what tells is that the shell says so, here to the file SAID. It never does for INT and PIPE.
signal_of() {
    if [ "$1" -eq 130 ] || [ "$1" -eq 141 ] || { [ "$1" -gt 128 ] && [ -s "$2" ]; }; then
        kill -l "$1" || echo -
    else
        echo -
    fi
}

# scratch: makes a directory for this shell alone, in memory where there is such a place, and prints it.
scratch() {
    mktemp -d /dev/shm/berth.XXXXXXXXXX 2>/dev/null || mktemp -d
}
