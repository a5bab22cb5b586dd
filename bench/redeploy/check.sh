# Checks the slots of one host after a turn. Running: it answers ssh with a new host key, under its own name, with
# a new machine-id. Then it is shut down, and its tree must be the golden one but for the identity files.
# Called with the store's name, or '' on the store itself, the golden tree, and then name, MAC, disk, old machine-id and
# old host key (two words) of each slot.
# shellcheck shell=sh disable=SC2154  # mnt: slot_mount

wrong() { # MESSAGE
    echo "$slot: $1" >&2
    exit 1
}

running() { # SLOT MAC OLD-ID OLD-KEY-TYPE OLD-KEY
    [ "$(virsh -q domstate "$1")" = running ] || wrong 'does not run'
    address=$(slot_address "$2")
    keys=$(ssh-keyscan -T 10 -t ed25519,ecdsa "$address" 2>/dev/null)
    ed25519=$(echo "$keys" | sed -n 's/^[^ ]* ssh-ed25519 //p')
    [ -n "$ed25519" ] || wrong 'ssh does not answer with an ed25519 key'
    case $keys in *ecdsa-sha2*) ;; *) wrong 'ssh does not answer with an ecdsa key' ;; esac
    [ "$ed25519" != "$5" ] || wrong 'has its old host key'
    echo "$keys" >"$known"
    # shellcheck disable=SC2016  # for the guest
    said=$(ssh -o UserKnownHostsFile="$known" -o StrictHostKeyChecking=yes -o BatchMode=yes "root@$address" \
        'echo "$(cat /proc/sys/kernel/hostname) $(cat /etc/hostname) $(cat /etc/machine-id) $(grep -cw "$(cat /etc/hostname)" /etc/hosts)"')
    # shellcheck disable=SC2086
    set -- "$1" "$3" $said
    if [ "$3" != "$1" ] || [ "$4" != "$1" ]; then wrong "calls itself $3 and $4"; fi
    case $5 in *[!0-9a-f]* | '') wrong "has no machine-id, but '$5'" ;; esac
    [ ${#5} = 32 ] || wrong "has a machine-id of ${#5} characters"
    [ "$5" != "$2" ] || wrong 'has its old machine-id'
    [ "$6" = 1 ] || wrong "is in /etc/hosts $6 times"
}

golden() { # DISK
    slot_mount "$1"
    if [ -n "$store" ]; then from=$store:$tree/; else from=$tree/; fi
    rsync -naHAXS --numeric-ids --delete --modify-window=-1 -i --exclude=/lost+found -e "$ssh" "$from" "$mnt/" >"$differ"
    slot_unmount
    # directories of which only the time is another do not count
    odd=$(grep -vE '^\.d\.\.t\.+ |^[>.*<][^ ]+ +etc/(machine-id|hostname|hosts|ssh/ssh_host_(ed25519|ecdsa)_key(\.pub)?)$' \
        "$differ" || true)
    [ -z "$odd" ] || wrong "is not equal to the golden tree:
$(echo "$odd" | head -n 20)"
}

main() {
    store=$1 tree=$2
    shift 2
    ssh='ssh -o UserKnownHostsFile=/run/berth-bench/known_hosts -o StrictHostKeyChecking=yes -o BatchMode=yes'
    known=$(mktemp)
    differ=$(mktemp)
    while [ $# -gt 0 ]; do
        slot=$1
        running "$1" "$2" "$4" "$5" "$6"
        [ -z "$(losetup --noheadings --associated "$3")" ] || wrong 'has a loop device left'
        slot_off "$1"
        golden "$3"
        echo "good $1"
        shift 6
    done
    rm -f "$known" "$differ"
}

main "$@" </dev/null
