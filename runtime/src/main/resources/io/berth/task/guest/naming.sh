# A guest that a script makes is defined under the lock on starts of all hosts: its name means one guest of all of them. What takes long comes before.
# shellcheck shell=sh

# The run takes the lock when it hears this, looks whether another host has the name by now, and puts its number here, or why the name may not be given.
naming_begin() { # RUN-DIR GUEST
    naming=$1/names/$2
    mkdir -p "$1/names"
    rm -f -- "$naming"
    printf 'want lock\n' >&3
    tries=0
    until [ -e "$naming" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 1800 ] || fail "guest $2 has waited 3 minutes for the lock on starts" 'berth runs tells what is at work'
        sleep 0.1
    done
    IFS= read -r naming_number <"$naming" || :
    rm -f -- "$naming"
    case $naming_number in
    'refused '*) refuse name "${naming_number#refused }" 'choose another name' ;;
    'no '*) fail "${naming_number#no }" 'run it again' ;;
    -) ;;
    *) start_gate "$1" "$naming_number" ;;
    esac
}

# It is defined.
naming_end() {
    exec 8>&-
    printf 'lock done\n' >&3
}
