# Locks a slot beyond this command: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT BY WHAT UNTIL WHY. What BY has already stays as it is,
# but for when it ends and why.
# shellcheck shell=sh
slot=$5 by=$6 what=$7 until=$8 why=$9
hold=$(hold_of "$2" "$slot")
lock_slot "$@"
trap 'rm -f "$hold.new"; unlock "$lock_file"' EXIT
umask 022
if hold_lives "$hold"; then
    case $hold_by,$hold_what in
    "$by,mount "*) refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")" ;;
    "$by,"*) ;;
    *) refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")" ;;
    esac
fi
hold_write "$hold" "$by" "$what" "$until" "$why"
