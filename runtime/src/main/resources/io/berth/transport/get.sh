# get.sh MARK PATH
# Copies a file out. It ends when this script's standard input does, or nobody reads any more.
set -eu
mark=$1 path=$2
printf '%s\n' "$mark"
printf '%s\n' "$mark" >&2
exec 3<&0
cat "$path" 3<&- &
reading=$!
(
    while read -r _; do :; done <&3
    kill "$reading" || :
) >/dev/null 2>&1 &
lease=$!
exec 3<&-
status=0
wait "$reading" || status=$?
kill "$lease" 2>/dev/null || :
printf '%s %s -\n' "$mark" "$status" >&2
