# PID STARTED WORDS NAME MONITOR QMP suspend|resume|status|arrived|shutdown|stop SECONDS THEN
# arrived: how it is once it no longer waits for a guest that moves; within SECONDS
# THEN: whether one that does not shut down is stopped or that fails
# shellcheck shell=sh
pid=$1 name=$4 monitor=$5 qmp=$6 verb=$7 then=$9
raw_is "$1" "$2" "$3" "$name"

need_monitor() {
    [ -n "$monitor$qmp" ] || fail "guest $name has no monitor on a socket" "start it with -monitor unix:FILE,server=on,wait=off"
}

gone() { # PID STARTED WORDS SECONDS -> whether it ends by then
    end=$(($(now) + $4 * 100))
    while raw_lives "$1" "$2" "$3"; do
        [ "$(now)" -lt "$end" ] || return 1
        sleep 0.1
    done
}

end() { # PID STARTED WORDS
    # between the look at it and this no other program can have got its pid
    raw_is "$1" "$2" "$3" "$name"
    kill -s TERM "$pid" 2>/dev/null || true
    gone "$1" "$2" "$3" 5 || {
        raw_is "$1" "$2" "$3" "$name"
        kill -s KILL "$pid" 2>/dev/null || true
        gone "$1" "$2" "$3" 10 || fail "pid $pid does not end" 'it waits for a disk: look there'
    }
}

case $verb in
suspend | resume)
    need_monitor
    if [ "$verb" = suspend ]; then command=stop; else command=cont; fi
    state=$(raw_ask "$monitor" "$qmp" "$command")
    say "it is $state"
    case $verb:$state in
    suspend:paused* | resume:running*) ;;
    *) fail "guest $name is $state" 'look at its console' ;;
    esac
    ;;
status)
    need_monitor
    state=$(raw_ask "$monitor" "$qmp" '')
    fact state "$state"
    ;;
arrived)
    need_monitor
    end=$(($(now) + $8 * 100))
    while :; do
        state=$(raw_ask "$monitor" "$qmp" '')
        case $state in *inmigrate*) [ "$(now)" -lt "$end" ] || break ;; *) break ;; esac
        sleep 0.1
    done
    fact state "$state"
    ;;
shutdown)
    need_monitor
    state=$(raw_ask "$monitor" "$qmp" '')
    case $state in
    running*)
        raw_ask "$monitor" "$qmp" system_powerdown >/dev/null
        say 'asked to shut down'
        ! gone "$1" "$2" "$3" "$8" || exit 0
        [ "$then" = stop ] || fail "guest $name has not shut down within $8 s" 'look at its console, give it more time, or stop it'
        ;;
    *) [ "$then" = stop ] || fail "guest $name is $state, and cannot shut itself down" 'berth guest resume, or stop' ;;
    esac
    say 'stopping it'
    end "$1" "$2" "$3"
    ;;
stop) end "$1" "$2" "$3" ;;
esac
