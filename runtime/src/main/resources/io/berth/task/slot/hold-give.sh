# Gives a slot's lock back: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT BY FOUND yes|no. Whose it is gives it back; anybody, if it
# counts no more; and with yes, if it still is FOUND, whose holder is known to be dead.
# shellcheck shell=sh
slot=$5 by=$6 found=$7 dead=$8
lock_file=$(slot_lock "$1" "$slot")
hold=$(hold_of "$2" "$slot")
lock "$lock_file" "$4" "$3"
trap 'unlock "$lock_file"' EXIT
trap 'exit 1' HUP INT TERM PIPE
if hold_lives "$hold"; then
    case $hold_what in mount\ *) refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")" ;; esac
    [ "$hold_by" = "$by" ] || { [ "$dead" = yes ] && [ "$hold_by $hold_what" = "$found" ]; } ||
        refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")"
fi
rm -f "$hold"
