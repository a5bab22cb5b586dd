# POOL-UUID KIND DIRECTORY VOLUME BYTES OLD: a volume of what comes on standard input: lines "data OFFSET LENGTH" with so many bytes behind them, at last
# "end BYTES SHA-256". What lies between is zeros. OLD is a volume of that name that goes for it; empty: there is none.
# shellcheck shell=sh
claim "$1" "$4"
phase copy
if [ -n "$6" ]; then
    # the old one is there until the new one is whole
    part_kind=$2
    part_final=$3/$4
    part=$3/.berth-part-$4
    (umask 077 && : >"$part")
else
    part_make "$2" "$3" "$4" "$5"
fi
ended=
while IFS=' ' read -r word offset length <&4; do
    case $word in
    data) dd bs=1M iflag=fullblock,count_bytes oflag=seek_bytes count="$length" seek="$offset" conv=notrunc of="$part" status=none <&4 ;;
    end)
        ended=yes
        break
        ;;
    *) fail 'what came is no volume' '' ;;
    esac
done
[ -n "$ended" ] || fail 'it was cut off' 'run it again'
[ "$2" = logical ] || truncate -s "$offset" -- "$part"
phase verify
sync -f -- "$part" 2>/dev/null || sync
[ "$(digest "$offset" "$part")" = "$length" ] || fail "what was written differs from what was sent" 'look at the disk of the pool, then run it again'
replace() {
    mv -T -- "$part" "$part_final"
    patiently pool-refresh --pool "$1"
}
if [ -n "$6" ]; then
    alone "$1" replace "$1"
    part=
else
    part_keep "$1"
fi
fact sha256 "$length"
