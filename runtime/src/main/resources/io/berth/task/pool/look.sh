# shellcheck shell=sh
# [DIR CONTAINS EMPTY]...: what is at the directories of pools, a word a line of what holds, NUL between them. Changes nothing.
# Whether one is empty is looked at only where EMPTY is said: that takes a process.
first=yes
while [ $# -gt 0 ]; do
    [ -n "$first" ] || printf '\0'
    first=
    if [ -d "$1" ]; then
        echo directory
        [ -z "$3" ] || [ -n "$(find "$1" -mindepth 1 -maxdepth 1 -print -quit)" ] || echo empty
    fi
    if [ -n "$2" ] && [ -e "$1/$2" ]; then echo contains; fi
    shift 3
done
