# A lock of a slot that outlives the command that took it: a record beside the slot's own, which says what holds it, and counts for as
# long as that lives: a process of this host, a mount, or a user who has not given it back. It is looked at, made and removed under
# the slot's lock. Its lines: who took it; what holds it; since when; until when, in seconds since 1970, or 0; why.
#   user                             until it is given back
#   process PID START BOOT           of the machine that was booted so; START as /proc/PID/stat has it
#   mount BOOT MAJOR:MINOR ro|rw DIRECTORY
# shellcheck shell=sh

hold_of() { # STATE-DIR SLOT -> the file
    echo "$1/holds/$2"
}

# Sets hold_by, hold_what, hold_since, hold_until, hold_why. Fails if there is none.
hold_read() { # FILE
    [ -f "$1" ] || return 1
    {
        IFS= read -r hold_by
        IFS= read -r hold_what
        IFS= read -r hold_since
        IFS= read -r hold_until
        IFS= read -r hold_why
    } <"$1"
}

# Whether there is one that counts; sets the same.
hold_lives() { # FILE
    hold_read "$1" || return 1
    [ "$hold_until" = 0 ] || [ "$(date +%s)" -lt "$hold_until" ] || return 1
    boot=$(cat /proc/sys/kernel/random/boot_id)
    case $hold_what in
    process\ *)
        IFS=' ' read -r _ process began_at booted <<P
$hold_what
P
        # one of another machine cannot be asked from here
        [ "$booted" != "$boot" ] || [ "$(process_start "$process")" = "$began_at" ]
        ;;
    mount\ *)
        IFS=' ' read -r _ booted number _ directory <<P
$hold_what
P
        [ "$booted" = "$boot" ] || return 1
        [ "$(mounted_number "$directory")" = "$number" ]
        ;;
    esac
}

process_start() { # PID -> when it was started, in ticks since the boot; nothing if there is none
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

hold_told() { # of what was read -> who has it, and why
    case $hold_what in
    mount\ *) told_how=", who has it mounted at ${hold_what#mount * * * }" ;;
    process\ *) told_how=" for pid $(echo "$hold_what" | cut -d ' ' -f 2)" ;;
    *) told_how= ;;
    esac
    printf '%s%s, since %s%s\n' "$hold_by" "$told_how" "$hold_since" "${hold_why:+: $hold_why}"
}

hold_next() { # SLOT -> what is to be done about it
    case $hold_what in
    mount\ *) echo "berth slot release $1" ;;
    *) echo "whoever has it gives it back: berth slot unlock $1" ;;
    esac
}

# Ends the script if the slot is held. One that counts no more goes away. Under the slot's lock.
hold_refuse() { # STATE-DIR SLOT
    held=$(hold_of "$1" "$2")
    ! hold_lives "$held" || refuse lock "it is held by $(hold_told)" "$(hold_next "$2")"
    rm -f "$held"
}

hold_write() { # FILE BY WHAT UNTIL WHY
    mkdir -p "${1%/*}"
    printf '%s\n%s\n%s\n%s\n%s\n' "$2" "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$4" "$5" >"$1.new"
    sync "$1.new"
    mv -fT "$1.new" "$1"
}

# Who keeps others from the slot, by its lock or by a hold; nothing if nobody does. Changes nothing.
slot_held() { # RUN-DIR STATE-DIR SLOT
    held=$(slot_lock "$1" "$3")
    if lock_is_held "$held"; then
        lock_told "$held"
    elif hold_lives "$(hold_of "$2" "$3")"; then
        hold_told
    fi
}
