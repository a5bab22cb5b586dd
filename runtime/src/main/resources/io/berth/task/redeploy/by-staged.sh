# The next system is made in a second disk while the guest runs; then it is off for as long as it takes to shut down, to
# rename two files, and to boot.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need rsync rsync
    need tar tar
    need stdbuf coreutils
    store_gives tree
    one_system "$disk"
}

# What is nearest to the new system is what it is made of: the disk as it is this moment, where the filesystem can
# share its blocks; else the system that was before it; else nothing.
make_next() { # FILE
    if cp --reflink=always -- "$disk" "$1" 2>/dev/null; then
        say 'next system: begun from a snapshot of the present one'
    elif rm -f -- "$1" && [ -f "$kept" ] && [ "$(stat -c %s "$kept")" = "$(stat -c %s "$disk")" ]; then
        disk_unused "$kept" ''
        disk_unattached "$kept"
        mv -fT -- "$kept" "$1"
        say 'next system: begun from the one before the present one'
    else
        made=anew
        room_beside "$disk"
        blank_like "$disk" "$1" 131072
        say 'next system: begun from nothing'
    fi
}
made=mend

copy() { # DIRECTORY
    if [ "$made" = anew ]; then copy_tar "$address" "$tree" "$1"; else copy_rsync "$address" "$tree" "$1"; fi
}
