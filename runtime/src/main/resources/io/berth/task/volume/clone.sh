# POOL-UUID KIND DIRECTORY VOLUME FORMAT SOURCE SOURCE-FORMAT CAPACITY BYTES alone|chain: a volume with the content of another: the same bytes,
# or where the format is another or it stands on others, the same disk. Compared before it gets its name.
# shellcheck shell=sh
need qemu-img qemu-utils
claim "$1" "$4"
phase copy
part_make "$2" "$3" "$4" "$8"
if [ "$2" = logical ]; then
    watched "$9" qemu-img convert -q -n -f "$7" -O raw -- "$6" "$part"
elif [ "$5" = "$7" ] && [ "${10}" = alone ]; then
    watched "$9" cp --sparse=always --reflink=auto -- "$6" "$part"
else
    watched "$9" qemu-img convert -q -f "$7" -O "$5" -- "$6" "$part"
fi
phase compare
said=$(qemu-img compare -q -f "$7" -F "$5" -- "$6" "$part" 2>&1) ||
    fail "the copy differs from $6: $said" 'look whether something else writes to it, then run it again'
part_keep "$1"
