# The files that berth makes beside a slot's disk: which they are is written down before the first is made, so that the
# next run, by whatever strategy, clears away what a killed one has left.
# shellcheck shell=sh

beside_name() { # RECORD FILE
    printf '%s\n' "$2" >"$1.new"
    sync "$1.new"
    mv -fT "$1.new" "$1"
}

# Removes what a run that ended early has made and not yet put in the disk's place. The former system is no such thing,
# unless the disk was about to become it, and is both.
beside_reap() { # RECORD FORMER DISK
    [ -f "$1" ] || return 0
    ! same_file "$2" "$3" || rm -f -- "$2"
    left=$(sed -n 1p "$1")
    [ "$left" != "$2" ] || return 0
    if [ -e "$left" ]; then
        disk_unattached "$left"
        say "removing $left, left by a run that ended early"
        rm -f -- "$left"
    fi
    if [ -e "$2" ]; then beside_name "$1" "$2"; else rm -f "$1"; fi
}
