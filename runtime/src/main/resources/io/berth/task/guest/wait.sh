# shellcheck shell=sh
# Waits until a guest has an address, its ssh greets, or its agent answers: wait.sh ip|ssh|agent UUID NAME SECONDS [NETWORK MAC ADDRESS]...
kind=$1 guest=$2 name=$3 seconds=$4
shift 4
begun=$(now)
end=$((begun + seconds * 100))
look=$begun
lacks=
[ "$kind" != ssh ] || need ssh-keyscan openssh-client

# Sets lacks if it does not hold.
holds() { # [NETWORK MAC ADDRESS]...
    if [ "$kind" = agent ]; then
        lacks='its agent does not answer'
        virsh qemu-agent-command --domain "$guest" --timeout 3 '{"execute":"guest-ping"}' >/dev/null 2>&1
        return
    fi
    addresses=$(guest_addresses "$guest" "$@" | paste -s -d ' ')
    lacks='it has no address'
    [ -n "$addresses" ] || return 1
    address=${addresses%% *}
    [ "$kind" = ssh ] || return 0
    lacks="no ssh answers at $addresses"
    # shellcheck disable=SC2086 # words
    greeted=$(ssh-keyscan -T 10 -t ed25519 -- $addresses 2>&1 | ssh_answer '')
    address=${greeted%%: *}
    [ -n "$greeted" ]
}

until holds "$@"; do
    time=$(now)
    [ "$time" -lt "$end" ] || fail "guest $name: $lacks after $seconds s" "look at its console: berth guest console $name"
    if [ "$time" -gt $((look + 200)) ]; then
        look=$time
        [ "$(guest_state "$guest")" != 'shut off' ] || fail "guest $name went off while it was waited for" "look at its console's log"
    fi
    sleep 0.1
done
[ "$kind" = agent ] || fact address "$address"
