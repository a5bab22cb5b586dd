# Undoes mount.sh: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT BY yes|no(whoever has mounted it).
# shellcheck shell=sh
# shellcheck disable=SC2154  # what hold.sh sets
state_dir=$2 slot=$5 by=$6 anybody=$7
slot_named "$slot"
hold=$(hold_of "$state_dir" "$slot")
lock_slot "$@"
if hold_lives "$hold"; then
    [ "$anybody" = yes ] || [ "$hold_by" = "$by" ] || refuse lock "it is held by $(hold_told)" "whoever has it mounted releases it; anybody else says --force"
    case $hold_what in
    mount\ *)
        directory=${hold_what#mount * * * }
        phase unmount
        umount -- "$directory" || fail "$directory is in use" "see by what: fuser -vm $directory"
        rmdir -- "$directory" 2>/dev/null || true
        ;;
    *) refuse lock "it is held by $(hold_told)" "$(hold_next "$slot")" ;;
    esac
fi
phase unmap
map_reap "$(map_record "$state_dir" "$slot")" || fail "its disk is still in use" "a program has the mount in a mount namespace of its own, which ends with it"
rm -f "$hold"
# of a mount that was killed once it was made
rm -rf --one-file-system -- "$state_dir/staging/$slot"
