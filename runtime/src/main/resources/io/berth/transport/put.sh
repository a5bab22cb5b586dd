# put.sh MARK PATH MODE
# Writes a file beside PATH and renames it there. Its content comes in pieces, each behind a line with its length in
# bytes; a length of 0 ends it. If the input ends before that, there is no file: a broken connection looks like an end.
set -eu
mark=$1 path=$2 mode=$3
case $path in /*) ;; *) path=./$path ;; esac

new=
# shellcheck disable=SC2154 # status is set in the trap
trap 'status=$?; [ -z "$new" ] || rm -f "$new"; printf "%s %s -\n" "$mark" "$status" >&2' EXIT
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
new=$(mktemp "$(dirname "$path")/.$(basename "$path").XXXXXXXXXX")
while read -r length; do
    if [ "$length" -eq 0 ]; then
        chmod "$mode" "$new"
        mv -f "$new" "$path"
        new=
        exit 0
    fi
    dd bs=65536 count="$length" iflag=fullblock,count_bytes status=none >>"$new"
done
printf 'the input ended too early\n' >&2
exit 1
