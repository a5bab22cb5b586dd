# shellcheck shell=sh
# DIR CONTAINS: what is at a pool's directory: a word a line of what holds, then a line "mounts" and what the kernel has mounted. Changes nothing.
if [ -d "$1" ]; then
    echo directory
    [ -n "$(find "$1" -mindepth 1 -maxdepth 1 -print -quit)" ] || echo empty
fi
if [ -n "$2" ] && [ -e "$1/$2" ]; then echo contains; fi
echo mounts
cat /proc/self/mounts
