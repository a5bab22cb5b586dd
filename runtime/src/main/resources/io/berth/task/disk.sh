# shellcheck shell=sh
# POOL FILE PARTITION: what the disk FILE is, as key=value lines. Changes nothing.
pool=$1 file=$2 node=$2$3
if [ ! -e "$file" ]; then
    echo type=absent
elif [ ! -f "$file" ]; then
    echo type=other
else
    echo type=file
    echo "size=$(stat -c %s -- "$file")"
    sfdisk -d "$file" 2>/dev/null | while read -r line; do
        case $line in
        "$node : "*)
            start=${line#*start=}
            start=$((${start%%,*}))
            size=${line#*size=}
            size=$((${size%%,*}))
            echo "start=$start"
            echo "filesystem=$(blkid -p -o value -s TYPE -O $((start * 512)) -S $((size * 512)) -- "$file" || true)"
            ;;
        esac
    done
    if virsh vol-path --pool "$pool" "${file##*/}" >/dev/null 2>&1; then echo volume=yes; else echo volume=no; fi
fi
