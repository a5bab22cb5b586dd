# What is known of slots on their host, and changes nothing: RUN-DIR STATE-DIR SLOT... Says one line for each thing: "now",
# then for each slot "slot NAME" and of it "state", "holder", "mapped", "record".
# shellcheck shell=sh
run_dir=$1 state_dir=$2
shift 2

printf 'now %s\n' "$(date +%s)"
# one call for all domains, and by number, which says the same in every libvirt
states=$(virsh domstats --state --raw) || fail "libvirt does not tell the states of its domains" "look whether libvirtd runs"
for slot; do
    printf 'slot %s\n' "$slot"
    printf '%s\n' "$states" | SLOT="Domain: '$slot'" awk '
        $0 == ENVIRON["SLOT"] { mine = 1; next }
        /^Domain: / { mine = 0 }
        mine && sub(/^ *state\.state=/, "") { print "state " $0 }'
    holder=$(slot_held "$run_dir" "$state_dir" "$slot")
    [ -z "$holder" ] || printf 'holder %s\n' "$holder"
    if map_is_own "$(map_record "$state_dir" "$slot")"; then echo 'mapped yes'; fi
    if [ -f "$state_dir/slots/$slot.json" ]; then printf 'record %s\n' "$(cat "$state_dir/slots/$slot.json")"; fi
done
