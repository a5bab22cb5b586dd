# Guests are off at once: UUID... Of each that cannot be it says "failed UUID WHY".
# shellcheck shell=sh

# libvirt waits for the end of each, and a call at a time is all that a virsh has. More than one virsh, since there is time to be had; not one
# for each guest, since each start of it costs as much as what it does.
at_once=8
virsh_seconds=$((60 + 10 * $#))
export virsh_seconds
turn=0
while [ "$turn" -lt "$at_once" ]; do
    calls='' at=0
    for uuid; do
        [ $((at % at_once)) -ne "$turn" ] || calls="$calls destroy --domain $uuid;"
        at=$((at + 1))
    done
    [ -z "$calls" ] || virsh "$calls" >/dev/null 2>&1 &
    turn=$((turn + 1))
done
wait
left=$(virsh list --uuid)
# those that are not stopped are stopped by themselves: so it is known which error is whose
for uuid; do
    case $left in
    *"$uuid"*) said=$(virsh destroy --domain "$uuid" 2>&1) || printf 'failed %s %s\n' "$uuid" "$(printf %s "$said" | tr '\n' ' ')" ;;
    esac
done
