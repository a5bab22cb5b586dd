# shellcheck shell=sh
# POOL VOLUME BYTES: the SHA-256 of a volume if it is of so many bytes; else nothing. Changes nothing.
path=$(virsh vol-path --pool "$1" --vol "$2" 2>/dev/null) || exit 0
if [ -b "$path" ]; then
    size=$(blockdev --getsize64 "$path")
elif [ -f "$path" ]; then
    size=$(stat -L -c %s -- "$path")
else
    exit 0
fi
[ "$size" = "$3" ] || exit 0
sum=$(sha256 <"$path")
printf '%s\n' "${sum%% *}"
