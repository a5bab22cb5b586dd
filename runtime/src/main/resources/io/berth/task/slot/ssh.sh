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
# shellcheck disable=SC2034,SC2317  # not every script has a use for it
ssh_await() { # UUID(of a guest that must not go off, or empty) SECONDS HOST-KEY(or empty) [NETWORK MAC ADDRESS]...
    uuid=$1 within=$2 key=$3
    shift 3
    begun=$(now)
    end=$((begun + within * 100))
    look=$begun
    addresses=
    seen='no address: no DHCP lease yet'
    while time=$(now) && [ "$time" -lt "$end" ]; do
        # every look takes time from the guest that boots
        if [ -z "$addresses" ] || [ "$time" -ge "$((asked + 100))" ]; then
            asked=$time
            addresses=$(ssh_addresses "$@" | paste -s -d ' ')
        fi
        # shellcheck disable=SC2086
        open=$(ssh_open $addresses)
        if [ -n "$open" ]; then
            # shellcheck disable=SC2086
            answers=$(ssh-keyscan -T 2 -t ed25519 -- $open 2>&1) || true
            answered=$(printf '%s\n' "$answers" | ssh_answer "$key")
            [ -z "$answered" ] || return 0
            if [ -n "$(printf '%s\n' "$answers" | ssh_answer '')" ]; then
                seen="$open answered with another host key"
            else
                seen="no ssh answer from $open"
            fi
        elif [ -n "$addresses" ]; then
            seen="no ssh answer from $addresses"
        fi
        if [ -n "$uuid" ] && [ "$time" -gt $((look + 200)) ]; then
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

# Those whose ssh port takes a connection, on one line: to ask for keys costs more. Where the host cannot tell, all.
ssh_open() { # ADDRESS...
    between=
    for at in "$@"; do
        # shellcheck disable=SC2016  # bash's own
        if ! command -v bash >/dev/null || timeout 0.3 bash -c ': 3<>"/dev/tcp/$1/22"' bash "$at" 2>/dev/null; then
            printf '%s%s' "$between" "$at"
            between=' '
        fi
    done
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
