# The redeploys of slots, oldest first, and changes nothing: STATE-DIR SLOT... Says for each slot "slot NAME", then its lines
# of JSON. The last one is the record itself: of a run that goes on, or was killed, it is not in the history yet.
state_dir=$1
shift
for slot; do
    printf 'slot %s\n' "$slot"
    history=$state_dir/slots/$slot.history record=$state_dir/slots/$slot.json
    [ ! -f "$history" ] || cat "$history"
    [ ! -f "$record" ] || [ "$(tail -n 1 "$history" 2>/dev/null)" = "$(cat "$record")" ] || cat "$record"
done
