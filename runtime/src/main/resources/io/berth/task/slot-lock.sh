# shellcheck shell=sh
# lock_slot SLOT HOLDER: the slot's lock until this process ends, however it does; 75 if somebody has it, whose
# name is printed. Descriptor 9 is the lock.
lock_slot() {
    mkdir -p /run/berth/locks
    exec 9>>"/run/berth/locks/slot-$1"
    if ! flock -n 9; then
        cat "/run/berth/locks/slot-$1"
        exit 75
    fi
    printf '%s\n' "$2" >"/run/berth/locks/slot-$1"
}

# refuse_mapped FILE...: 76 if one of them is behind a loop device, mounted or not; prints which.
refuse_mapped() {
    for file in "$@"; do
        [ -e "$file" ] || continue
        loops=$(losetup -n -O NAME -j "$file")
        if [ -n "$loops" ]; then
            printf '%s is mapped: %s\n' "$file" "$(printf '%s' "$loops" | tr -s ' \n' ' ')"
            exit 76
        fi
    done
}
