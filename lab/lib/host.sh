# One host: started, stopped, asked. $RUN/hosts/NAME is all it has: disk/ survives a power loss, pid says it runs.
# shellcheck shell=sh

host_address() { printf '%s.%d' "$NET" $((10 + ${1#kvm})); }

host_alive() { # NAME: does the process that was recorded as its PID 1 still run? (start time: pids are used again)
    [ -s "$RUN/hosts/$1/pid" ] || return 1
    read -r pid _ born <"$RUN/hosts/$1/pid" || return 1
    [ "$(host_born "$pid")" = "$born" ]
}

host_born() { # PID -> clock ticks; nothing for a zombie
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # shellcheck disable=SC2086  # fields after the name, which may hold spaces
    set -- ${stat##*) }
    [ "$1" = Z ] || printf '%s' "${20}"
}

host_pid() { read -r pid _ <"$RUN/hosts/$1/pid" && printf '%s' "$pid"; }

host_ready() { # NAME
    host_alive "$1" || return 1
    if machine_is "$1"; then machine_ready "$1"; else [ -e "/proc/$(host_pid "$1")/root/run/lab/ready" ]; fi
}

host_failed() { machine_is "$1" && machine_failed "$1"; }

host_inside() { # NAME COMMAND...: run on the host, without ssh if it shares our kernel
    inside=$1
    shift
    if machine_is "$inside"; then
        machine_inside "$inside" "$@"
        return
    fi
    nsenter --target "$(host_pid "$inside")" --mount --uts --ipc --net --pid --root --wd -- "$@"
}

host_start() { # NAME
    if host_ready "$1"; then
        host_inside "$1" /run/lab/daemons 9>&- # nothing to do, or one of them was killed
        return
    fi
    own=$RUN/hosts/$1
    host_stop "$1"
    start=$(now)
    namespace=$(net_of "$1")
    ip netns add "$namespace"
    ip link add "v-$1" netns "$(net_controller)" type veth \
        peer name eth0 address "02:77:00:00:01:0${1#kvm}" netns "$namespace"
    ip -n "$(net_controller)" link set "v-$1" master lab0 up
    if machine_is "$1"; then
        machine_boot "$1" "$namespace"
        patience=6000
    else
        host_boot "$1" "$namespace"
        patience=1500
    fi
    waited=0
    until host_ready "$1"; do
        sleep 0.02
        waited=$((waited + 1))
        if [ $waited -gt 100 ] && ! host_alive "$1" || [ $waited -gt $patience ] || host_failed "$1"; then
            tail -n 20 "$own/console.log" >&2
            host_stop "$1"
            die "$1 did not start"
        fi
    done
    loops_filesystems "$(host_pid "$1")" >"$own/filesystems"
    say "$1 is up at $(host_address "$1"): $(since "$start")"
}

host_boot() { # NAME NAMESPACE
    setsid --fork nsenter --net="/run/netns/$2" \
        unshare --mount --uts --ipc --pid --fork --kill-child --propagation private \
        "$LAB_HOME/host/boot" "$1" "$STATE" "$ARTIFACTS" "$NET" "$LAB_HOME/host" \
        >"$own/console.log" 2>&1 </dev/null 9>&-
}

host_stop() { # NAME: the plug is pulled; the kernel kills what the host ran when it loses its PID 1
    ! host_alive "$1" || {
        loops_filesystems "$(host_pid "$1")" >>"$RUN/hosts/$1/filesystems"
        kill -9 "$(host_pid "$1")"
    }
    host_clear "$1"
}

host_clear() { # NAME: what a dead host left
    own=$RUN/hosts/$1
    if [ -s "$own/pid" ]; then
        read -r pid parent _ <"$own/pid"
        waited=0
        while [ -n "$(host_born "$pid")" ] || grep -qs unshare "/proc/$parent/comm"; do
            sleep 0.02
            waited=$((waited + 1))
            [ $waited -lt 500 ] || die "$1: process $pid does not die"
        done
    fi
    namespace=$(net_of "$1")
    if net_exists "$namespace"; then
        # a start that was interrupted before it wrote down its pid
        for orphan in $(ip netns pids "$namespace"); do kill -9 "$orphan" 2>/dev/null || true; done
    fi
    loops_release "$1"
    rm -f "$own/pid" "$own/filesystems"
    # the kernel removes a dead namespace's devices later: by hand, so that the name is free now
    ip -n "$(net_controller)" link del "v-$1" 2>/dev/null || true
    net_remove "$namespace"
}
