# shellcheck shell=sh
# lock_slot SLOT HOLDER: the slot's lock for as long as this process lives, however it ends; 75 if somebody has it,
# whose name is printed. The lock is a flock on descriptor 9. Its file names the holder, then the holder's process.
lock_slot() {
    slot_lock=/run/berth/locks/slot-$1
    mkdir -p /run/berth/locks
    while :; do
        exec 8>>"$slot_lock"
        if ! flock -w 2 8; then # somebody who only looks has it for a moment
            head -n 1 -- "$slot_lock"
            exit 75
        fi
        # who had it may have removed the file that was waited for: another one is the lock now
        if [ "$(stat -L -c %d:%i "/proc/$$/fd/8")" = "$(stat -c %d:%i -- "$slot_lock" 2>/dev/null)" ]; then break; fi
    done
    printf '%s\n%s\n' "$2" "$$" >"$slot_lock"
    exec 9>&8 8>&-
}

unlock_slot() {
    rm -f -- "$slot_lock"
    exec 9>&-
}

# refuse_mapped FILE...: 76 if one of them is behind a loop device, mounted or not; prints which.
refuse_mapped() {
    for file in "$@"; do
        [ -e "$file" ] || continue
        loops=$(losetup -n -O NAME -j "$file" | tr -s ' \n' ' ')
        if [ -n "$loops" ]; then
            printf '%s is behind %s\n' "$file" "${loops% }"
            exit 76
        fi
    done
}
