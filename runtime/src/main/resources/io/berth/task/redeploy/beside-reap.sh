# The files that berth makes beside a slot's disk: which they are is written down before the first is made, so that the
# next run, by whatever strategy, clears away what a killed one has left.
# shellcheck shell=sh

beside_name() { # RECORD FILE...
    named=$1
    shift
    printf '%s\n' "$@" >"$named.new"
    sync "$named.new"
    mv -fT "$named.new" "$named"
}

# Removes what a run that ended early has made and not yet put in the disk's place. The former system is no such thing,
# unless the disk was about to become it, and is both.
beside_reap() { # RECORD FORMER DISK
    [ -f "$1" ] || return 0
    ! same_file "$2" "$3" || rm -f -- "$2"
    while IFS= read -r left; do
        if [ "$left" = "$2" ] || [ ! -e "$left" ]; then continue; fi
        disk_unattached "$left"
        say "removing $left, left by a run that ended early"
        rm -f -- "$left"
    done <"$1"
    if [ -e "$2" ]; then beside_name "$1" "$2"; else rm -f "$1"; fi
}
