# A guest that a script makes is defined under the lock on starts of all hosts: its name means one guest of all of them. What takes long comes before.
# shellcheck shell=sh
# shellcheck disable=SC2154  # start_number is set by gate.sh

# The run looks whether another host has the name by now, once it has the lock: then there is no number, but why the name may not be given.
naming_begin() { # RUN-DIR GUEST
    naming=$1/names/$2
    mkdir -p "$1/names"
    rm -f -- "$naming"
    start_ask "$naming" "$2"
    rm -f -- "$naming"
    case $start_number in
    'refused '*) refuse name "${start_number#refused }" 'choose another name' ;;
    'no '*) fail "${start_number#no }" 'run it again' ;;
    -) ;;
    *) start_gate "$1" "$start_number" ;;
    esac
}

# It is defined.
naming_end() {
    exec 8>&-
    printf 'lock done\n' >&3
}
