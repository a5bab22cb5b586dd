# What both hosts of a move tell of themselves, a line each: a word, its values, a path last.
# shellcheck shell=sh

record_seen() { # STATE-DIR in|out GUEST ; the record that a move has left that was cut off
    if [ -s "$1/moves/$2-$3/record" ]; then
        printf 'record %s %s\n' "$2" "$(base64 -w 0 <"$1/moves/$2-$3/record")"
    fi
}

# Two files that agree in all of this are one, or copies with a filesystem around them: which of both is tried before anything is done.
file_seen() { # PATH
    if [ -b "$1" ]; then
        printf 'device %s %s\n' "$(lsblk --nodeps --noheadings --output WWN -- "$1" 2>/dev/null | tr -d ' ' | grep . || echo -)" "$1"
    elif [ -e "$1" ]; then
        stat -L -c 'file %i %s %b %B %.9Y %.9Z %n' -- "$1"
    else
        printf 'none %s\n' "$1"
    fi
}

# What guests see of the processors that are given them as they are, without what differs between machines of one kind.
cpu_seen() {
    printf 'hostcpu %s\n' "$(virsh capabilities | sed -n '/<host>/,/<\/host>/p' | sed -n '/<cpu>/,/<\/cpu>/p' |
        grep -v -e '<microcode ' -e '<counter ' -e '<topology ' -e '<signature ' | sha256sum | cut -d ' ' -f 1)"
}
