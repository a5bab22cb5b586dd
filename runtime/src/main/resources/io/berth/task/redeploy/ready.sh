# When the started guest is ready: when all holds that the playbook asks for. How often a release has not become so on
# this slot is counted, so that nobody boots it again and again.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

unready=

# Ends with 1 when the guest has not become ready: unready says why.
guest_ready() { # [NETWORK MAC ADDRESS]...
    [ "$ssh_seconds" -eq 0 ] || ready_ssh "$@" || return
    [ "$agent_seconds" -eq 0 ] || ready_when "$agent_seconds" 'its agent has not answered' guest_agent_answers || return
    [ "$port" -eq 0 ] || ready_when "$port_seconds" "nothing has answered at port $port" guest_port_open "$@" || return
    [ -z "$command" ] || ready_when "$command_seconds" "the command has not ended well" guest_command "$@" || return
}

ready_waited() {
    [ "$((ssh_seconds + agent_seconds + port))" -gt 0 ] || [ -n "$command" ]
}

ready_ssh() { # [NETWORK MAC ADDRESS]...
    if ! ssh_await "$guest" "$ssh_seconds" "$host_key" "$@"; then
        unready="ssh did not answer with the $key_is host key within $ssh_seconds s ($seen)"
        return 1
    fi
    fact address "$answered"
    fact ready-hundredths $(($(now) - begun))
}
key_is=new

ready_when() { # SECONDS WHAT-IF-NOT COMMAND...
    within=$1 lacks=$2
    shift 2
    end=$(($(now) + within * 100)) look=$(now)
    until "$@"; do
        time=$(now)
        if [ "$time" -ge "$end" ]; then
            unready="$lacks within $within s"
            return 1
        elif [ "$time" -gt $((look + 200)) ]; then
            look=$time
            if [ "$(guest_state "$guest")" = 'shut off' ]; then
                unready='the guest went off again while it should have come up'
                return 1
            fi
        fi
        sleep 0.2
    done
}

guest_agent_answers() {
    virsh qemu-agent-command --domain "$guest" --timeout 3 '{"execute":"guest-ping"}' >/dev/null 2>&1
}

guest_port_open() { # [NETWORK MAC ADDRESS]...
    for at in $(ssh_addresses "$@"); do
        if open "$at" "$port"; then return 0; fi
    done
    return 1
}

# The playbook's own test, on this host: it may ask the guest, at $ADDRESS, whatever it wants.
guest_command() { # [NETWORK MAC ADDRESS]...
    at=$(ssh_addresses "$@" | head -n 1)
    (cd / && ADDRESS=$at SLOT=$slot exec timeout --foreground "$command_seconds" sh -c "$command") >&2 3>&- 6>&- 7>&- 9>&-
}

# Ends the script if this release has been booted in vain five times on this slot.
failing_check() { # FILE RELEASE
    [ -f "$1" ] && [ "$(sed -n 1p "$1")" = "$2" ] && [ "$(sed -n 2p "$1")" -ge 5 ] || return 0
    refuse failing-boots "$2 has been booted $(sed -n 2p "$1") times on this slot and has never become ready" \
        "deploy another release, or see why at the guest's console; to have this one tried again: rm $1"
}

failing_count() { # FILE RELEASE
    times=0
    if [ -f "$1" ] && [ "$(sed -n 1p "$1")" = "$2" ]; then times=$(sed -n 2p "$1"); fi
    printf '%s\n' "$2" "$((times + 1))" >"$1.new"
    mv -fT "$1.new" "$1"
}

failing_forget() { # FILE RELEASE
    if [ -f "$1" ] && [ "$(sed -n 1p "$1")" = "$2" ]; then rm -f "$1"; fi
}

# Ends the script, with a status of its own: the system is on the slot, and it has not become ready.
not_ready() { # MESSAGE NEXT
    # shellcheck disable=SC2034
    failure=$1
    printf 'failed %s\nnext %s\n' "$1" "$2" >&3
    exit 76
}
