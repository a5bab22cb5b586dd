# How commands are ended. Each leads a session of its own, so a session id names a command with all it started, even what
# moved to another process group.

# live parent|session ID: the ids of its live processes. Zombies are not live: they may wait long for a parent to reap them.
live() {
    for stat in /proc/[0-9]*/stat; do
        { read -r line <"$stat"; } 2>/dev/null || continue
        pid=${stat#/proc/}
        # After the name, which is in parentheses and may contain anything: state, parent, group, session.
        # shellcheck disable=SC2086 # to be split
        set -- "$1" "$2" ${line##*) }
        case $3 in Z | X) continue ;; esac
        case $1 in parent) of=$4 ;; *) of=$6 ;; esac
        [ "$of" != "$2" ] || printf '%s ' "${pid%/stat}"
    done
}

# end_session SESSION GRACE: TERM to all of it at once, KILL to what is left after GRACE seconds; returns when it is gone.
end_session() {
    # The group first: no member can fork out of that.
    kill -s TERM -- "-$1" || :
    for member in $(live session "$1"); do
        read -r line <"/proc/$member/stat" || continue
        # shellcheck disable=SC2086 # to be split
        set -- "$1" "$2" ${line##*) }
        [ "$5" = "$1" ] || kill -s TERM "$member" || :
    done
    kill -s CONT -- "-$1" || :
    uptime
    deadline=$((now + 100 * $2))
    while left=$(live session "$1") && [ -n "$left" ]; do
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

# end_shell SHELL DIR GRACE: ends the shell that stays, SHELL being its process id and DIR its directory, with the command
# it runs: that one gets TERM, and KILL after GRACE seconds. Fails if there is no such shell any more.
end_shell() {
    # By its trap it ends behind the command that it runs, and starts no other. It is not stopped meanwhile: sudo and su, if it is
    # theirs, would stop themselves, for good.
    kill -s TERM "$1" || return 1
    ended=' ' idle=0
    while runs "$1"; do
        child=$(live parent "$1")
        child=${child%% *}
        case $child,$ended in
        ,*)
            # It waits for its next command, or for somebody who reads.
            idle=$((idle + 1))
            [ "$idle" -lt 10 ] || break
            sleep 0.05
            ;;
        *,*" $child "*) break ;; # one that cannot be killed
        *)
            # Right after the fork it does not yet lead a session of its own.
            kill -s TERM "$child" 2>/dev/null || :
            end_session "$child" "$3"
            ended="$ended$child "
            ;;
        esac
    done
    kill -s KILL "$1" 2>/dev/null || :
    rm -rf "$2"
}

# runs PROCESS: whether it is there, and not just waiting to be reaped.
runs() {
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    case ${line##*) } in 'Z '* | 'X '*) return 1 ;; esac
}
