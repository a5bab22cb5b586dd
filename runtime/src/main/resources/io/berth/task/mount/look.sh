# What a path and a source are: look.sh PATH SOURCE
# Prints whether the directory is there, what device the source is, the mounts of this process, and the table of mounts.
path=$1 source=$2
[ -d "$path" ] && echo 'directory yes' || echo 'directory no'
case $source in
UUID=* | LABEL=* | PARTUUID=* | PARTLABEL=*) device=$(findfs -- "$source" 2>/dev/null || blkid -t "$source" -o device 2>/dev/null | head -n 1) || device= ;;
/dev/*) device=$(readlink -f -- "$source" || :) ;;
*) device=$source ;;
esac
printf 'device %s\n' "$device"
sed 's/^/mount /' /proc/self/mounts
[ ! -e /etc/fstab ] || sed 's/^/fstab /' /etc/fstab
