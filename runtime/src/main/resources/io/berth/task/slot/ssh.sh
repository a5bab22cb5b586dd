# The ssh of a guest, as its host sees it.
# shellcheck shell=sh

# Where the guest may answer, one address a line: what was declared, what the network's DHCP server gave its MAC, what
# neighbours the host has seen. Leases may be stale.
ssh_addresses() { # [NETWORK MAC ADDRESS]...
    while [ $# -ge 3 ]; do
        if [ -n "$3" ]; then
            echo "${3%%/*}"
        else
            virsh net-dhcp-leases --network "$1" --mac "$2" 2>/dev/null |
                awk '$4 ~ /^ipv/ { sub("/.*", "", $5); print $5 }'
            ip neigh show 2>/dev/null | awk -v mac="$2" '
                { for (i = 1; i < NF; i++) if ($i == "lladdr" && $(i + 1) == mac) print $1 }'
        fi
        shift 3
    done | sort -u | grep -v '^fe80:' || true
}

# Waits until ssh answers: sets answered, as ssh_answer says it. With a HOST-KEY, by that key only: what answers with
# another one is not it, or not yet. 1 when the time is over: seen says what there was instead.
# Every look takes time from the guest that boots: what costs programs is done seldom. One that takes a connection and is too slow to answer
# on it is given more time each time, and no connection more than it takes: those that nobody waits for any more cost it as much, and in a
# small guest they would take all memory.
# shellcheck disable=SC2034,SC2317  # not every script has a use for it
ssh_await() { # UUID(of a guest that must not go off, or empty) SECONDS HOST-KEY(or empty) [NETWORK MAC ADDRESS]...
    uuid=$1 within=$2 key=$3
    shift 3
    begun=$(now)
    end=$((begun + within * 100))
    look=$begun asked=
    addresses='' open='' slow='' patience=2
    seen='no address: no DHCP lease yet'
    while time=$(now) && [ "$time" -lt "$end" ]; do
        if [ -z "$asked" ] || [ "$time" -ge "$((asked + (${#addresses} > 0 ? 300 : 100)))" ]; then
            asked=$time
            addresses=$(ssh_addresses "$@" | paste -s -d ' ')
        fi
        ssh_neighbours "$@"
        # shellcheck disable=SC2086
        [ "$slow" = "$addresses" ] || open=$(ssh_open $addresses | paste -s -d ' ')
        if [ -n "$open" ]; then
            asking=$(now)
            most=$(((end - asking) / 100 + 1))
            # shellcheck disable=SC2086
            answers=$(ssh-keyscan -T $((most < patience ? most : patience)) -t ed25519 -- $open 2>&1) || true
            answered=$(printf '%s\n' "$answers" | ssh_answer "$key")
            [ -z "$answered" ] || return 0
            if [ -n "$(printf '%s\n' "$answers" | ssh_answer '')" ]; then
                seen="$open answered with another host key"
            else
                seen="no ssh answer from $open"
            fi
            slow=
            if [ $(($(now) - asking)) -ge $((patience * 100)) ]; then
                slow=$addresses
                [ "$patience" -ge 16 ] || patience=$((patience * 2))
            fi
        elif [ -n "$addresses" ]; then
            seen="no ssh answer from $addresses"
        fi
        if [ -n "$uuid" ] && [ "$time" -gt $((look + 500)) ]; then
            look=$time
            if [ "$(guest_state "$uuid")" = 'shut off' ]; then
                seen='the guest went off again while it should have come up'
                return 1
            fi
        fi
        sleep 0.1
    done
    return 1
}

# Adds to addresses those at which this host has met a MAC since, without a program: a DHCP server of its own notes them as it gives them.
ssh_neighbours() { # [NETWORK MAC ADDRESS]...
    [ -r /proc/net/arp ] || return 0
    while read -r at _ _ met _; do
        case " $addresses " in *" $at "*) continue ;; esac
        case " $* " in *" $met  "*) addresses=${addresses:+$addresses }$at ;; esac # one that has no address declared behind it
    done </proc/net/arp
}

# Those whose ssh port takes a connection: to ask for keys costs more. Waits up to a second for the first to do so. Where the
# host cannot tell, all.
ssh_open() { # ADDRESS...
    if [ $# -eq 0 ] || ! command -v bash >/dev/null; then
        echo "$*"
        return
    fi
    # One that nobody has at present holds up nobody else; all are ended with the second.
    # shellcheck disable=SC2016  # bash's own
    timeout 1 bash -c '
        trap "trap : TERM; kill \$(jobs -p); exit" TERM
        exec 4<> <(:)
        for at; do
            {
                until : 3<>"/dev/tcp/$at/22"; do read -r -t 0.1 -u 4 || :; done
                echo "$at"
                kill $$
            } &
        done
        wait' bash "$@" 2>/dev/null 9>&- || true
}

# The first address in ssh-keyscan's output that has the host key; without one, the first that greets, and its greeting.
ssh_answer() { # HOST-KEY
    while read -r from rest; do
        case $from in
        '#') case $1,$rest in ,*:22\ SSH-2.0-*) echo "${rest%%:22 *}: ${rest#*:22 }" ;; esac ;;
        *) [ -z "$1" ] || [ "$rest" != "$1" ] || echo "$from" ;;
        esac
    done | head -n 1
}
