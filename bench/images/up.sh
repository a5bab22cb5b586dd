# Starts those slots of a host that are off, and prints what a turn must change: "old SLOT MACHINE-ID HOST-KEY". Called with name, MAC
# and disk of each.
# shellcheck shell=sh disable=SC2154  # mnt: slot_mount

while [ $# -gt 0 ]; do
    if [ "$(virsh -q domstate "$1")" = 'shut off' ]; then vir start "$1"; fi
    known=$(mktemp)
    tries=0
    until address=$(slot_address "$2") && [ -n "$address" ] && ssh-keyscan -T 2 -t ed25519 "$address" >"$known" 2>/dev/null && [ -s "$known" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { echo "$1 does not answer" >&2 && exit 1; }
        sleep 0.1
    done
    id=$(ssh -o UserKnownHostsFile="$known" -o StrictHostKeyChecking=yes -o BatchMode=yes "root@$address" cat /etc/machine-id)
    read -r _ type key <"$known"
    rm -f "$known"
    echo "old $1 $id $type $key"
    shift 3
done </dev/null
