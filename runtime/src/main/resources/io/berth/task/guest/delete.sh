# A guest's definition removed, then its volumes: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID --snapshots-metadata|'' --nvram|--keep-nvram PATH... ; without UUID
# what an earlier run was killed over is done, and no more. What somebody uses after all stays.
# shellcheck shell=sh
# shellcheck disable=SC2154  # making: making_begin sets it

making_begin "$1" "$2" "$3" "$4" "$5"
guest=$5 uuid=$6 snapshots=$7 nvram=$8
shift 8
[ -n "$uuid" ] || exit 0

phase undefine
guest_is_off "$uuid" "$guest"
# what comes now is done to its end
trap '' HUP INT TERM PIPE
for path; do printf '%s\n' "$path" >>"$making"; done
[ $# -eq 0 ] || sync "$making"
# shellcheck disable=SC2086
virsh undefine --domain "$uuid" --managed-save --checkpoints-metadata "$nvram" $snapshots >/dev/null || fail "guest $guest cannot be undefined" "see what libvirt says"
phase remove
making_settle "$making" || fail "not all volumes of guest $guest could be removed" "the next run tries again; $making names them"
for path; do
    [ ! -e "$path" ] || say "$path stays: somebody uses it"
done
