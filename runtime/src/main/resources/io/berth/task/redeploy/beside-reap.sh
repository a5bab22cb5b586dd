# The files, or volumes, that berth makes beside a slot's disk: which they are is written down before the first is made, so that the
# next run, by whatever strategy, clears away what a killed one has left.
# shellcheck shell=sh
# shellcheck disable=SC2154  # disk_kind: the script's own value

beside_name() { # RECORD PATH...
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
    case $disk_kind in
    volume) volume_return "$3" "$2" ;;
    *) ! same_file "$2" "$3" || rm -f -- "$2" ;;
    esac
    while IFS= read -r left; do
        if [ "$left" = "$2" ] || ! beside_there "$left"; then continue; fi
        [ ! -e "$left" ] || disk_unattached "$left"
        say "removing $left, left by a run that ended early"
        beside_remove "$left"
    done <"$1"
    if beside_there "$2"; then beside_name "$1" "$2"; else rm -f "$1"; fi
}

beside_there() { # PATH
    case $disk_kind in
    volume) volume_there "$1" ;;
    *) [ -e "$1" ] ;;
    esac
}

beside_remove() { # PATH
    case $disk_kind in
    volume) volume_remove "$1" ;;
    *) rm -f -- "$1" ;;
    esac
}

# In the place of a file that is there already.
beside_move() { # PATH PATH
    case $disk_kind in
    volume)
        volume_remove "$2"
        volume_rename "$1" "$2"
        ;;
    *) mv -fT -- "$1" "$2" ;;
    esac
}

# A volume takes all of its room, whatever is in it: the former one goes once nothing has to go back to it.
beside_forget() { # RECORD FORMER
    if [ "$disk_kind" != volume ] || [ ! -f "$1" ]; then return 0; fi
    volume_remove "$2"
    rm -f "$1"
}
