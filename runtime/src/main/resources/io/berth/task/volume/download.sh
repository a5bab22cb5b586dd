# SOURCE: what upload.sh takes, of a volume's bytes as they are. What it says goes to standard error.
# shellcheck shell=sh
exec 5>&3 3>&2
need qemu-img qemu-utils
if [ -b "$1" ]; then size=$(blockdev --getsize64 "$1"); else size=$(stat -L -c %s -- "$1"); fi
sum=$(sha256 <"$1")
number() { # KEY LINE
    value=${2#*\""$1"\": }
    printf '%s' "${value%%[!0-9]*}"
}
# of bytes, whatever they mean: the map of a raw disk
qemu-img map -U -f raw --output=json -- "$1" | while IFS= read -r line; do
    case $line in
    *'"data": true'*)
        offset=$(number start "$line")
        length=$(number length "$line")
        # a map is of whole sectors
        [ $((offset + length)) -le "$size" ] || length=$((size - offset))
        printf 'data %s %s\n' "$offset" "$length" >&5
        dd bs=1M iflag=skip_bytes,count_bytes skip="$offset" count="$length" status=none if="$1" >&5
        ;;
    esac
done
printf 'end %s %s\n' "$size" "${sum%% *}" >&5
