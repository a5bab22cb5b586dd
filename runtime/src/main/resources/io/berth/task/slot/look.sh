# Looks at a slot and changes nothing: RUN-DIR STATE-DIR SLOT DISK. Says what forbids that its guest is started: a refusal as
# the start itself would say it. What it would clear away is none.
# shellcheck shell=sh
lock_file=$(slot_lock "$1" "$3")
if lock_is_held "$lock_file"; then refuse lock "$(lock_held "$lock_file")" "$lock_next"; fi
if hold_lives "$(hold_of "$2" "$3")"; then refuse lock "it is held by $(hold_told)" "$(hold_next "$3")"; fi
map_is_own "$(map_record "$2" "$3")" || disk_unattached "$4"
