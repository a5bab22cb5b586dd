# Gives a slot's lock back: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT BY FOUND yes|no. Whose it is gives it back; anybody, if it
# counts no more; and with yes, if it still is FOUND, whose holder is known to be dead.
# shellcheck shell=sh
slot=$5 by=$6 found=$7 dead=$8
hold=$(hold_of "$2" "$slot")
lock_slot "$@"
if hold_lives "$hold"; then
    case $hold_what in mount\ *) refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")" ;; esac
    [ "$hold_by" = "$by" ] || { [ "$dead" = yes ] && [ "$hold_by $hold_what" = "$found" ]; } ||
        refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")"
fi
rm -f "$hold"
