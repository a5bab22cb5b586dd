# put.sh MARK PATH MODE NEW
# Writes a file as NEW, which is beside PATH, and renames it to that. Its content comes in pieces, here or by piece.sh.
set -eu
mark=$1 path=$2 mode=$3 new=$4
made=
# shellcheck disable=SC2154 # status is set in the trap
trap 'status=$?; [ -z "$made" ] || rm -f "$new"; printf "%s %s -\n" "$mark" "$status" >&2' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
printf '%s\n' "$mark"
printf '%s\n' "$mark" >&2

if [ -d "$path" ]; then
    printf '%s is a directory\n' "$path" >&2
    exit 1
fi
umask 077
dd if=/dev/null of="$new" conv=excl status=none
made=yes
take "$new"
chmod "$mode" "$new"
mv -f "$new" "$path"
made=
