# piece.sh MARK NEW
# Writes pieces of the file NEW that put.sh makes.
set -eu
mark=$1
# shellcheck disable=SC2154 # status is set in the trap
trap 'status=$?; printf "%s %s -\n" "$mark" "$status" >&2' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
printf '%s\n' "$mark"
printf '%s\n' "$mark" >&2
take "$2"
