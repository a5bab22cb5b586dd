# shellcheck shell=sh
# SOURCE BYTES: the SHA-256 of a file or device if it is of so many bytes; else nothing. Changes nothing.
if [ -b "$1" ]; then
    size=$(blockdev --getsize64 "$1")
elif [ -f "$1" ]; then
    size=$(stat -L -c %s -- "$1")
else
    exit 0
fi
[ "$size" = "$2" ] || exit 0
sum=$(sha256sum <"$1")
printf '%s\n' "${sum%% *}"
