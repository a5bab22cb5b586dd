# Writes what cloud-init gets on a volume beside its place, and renames it there: STATE-DIR GUEST iso|vfat PATH DIGEST. On standard input a line a file:
# its name and its content in base64. A guest that runs keeps the one that it has open.
# shellcheck shell=sh
state_dir=$1 guest=$2 medium=$3 path=$4 digest=$5
umask 077
mkdir -p "$state_dir/seeds" "${path%/*}"
work=$(mktemp -d)
new=$path.berth-new
trap 'rm -rf -- "$work"; rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM
while read -r name content; do
    printf '%s' "$content" | base64 -d >"$work/$name"
done <&4
case $medium in
iso)
    if command -v genisoimage >/dev/null 2>&1; then
        genisoimage -quiet -volid cidata -joliet -rational-rock -output "$new" "$work"
    else
        need xorriso 'genisoimage or xorriso'
        xorriso -as genisoimage -quiet -volid cidata -joliet -rational-rock -output "$new" "$work"
    fi
    ;;
vfat)
    need mkfs.vfat dosfstools
    need mcopy mtools
    rm -f -- "$new"
    truncate -s 2M "$new"
    mkfs.vfat -n CIDATA "$new" >/dev/null
    mcopy -i "$new" "$work"/* ::
    ;;
esac
sync "$new"
rm -f -- "$state_dir/seeds/$guest.made"
mv -fT -- "$new" "$path"
printf '%s %s\n' "$digest" "$path" >"$state_dir/seeds/$guest.made"
