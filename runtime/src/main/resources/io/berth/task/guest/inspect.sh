# What a volume is by looking at it: POOL VOLUME, or '' PATH: its path, then what QEMU tells of it, as JSON. With POOL '': the paths of what is in it.
# Changes nothing.
# shellcheck shell=sh
if [ -z "$2" ]; then
    virsh vol-list --pool "$1" | sed -n 's,^ .*  */,/,p'
    exit
fi
if [ -n "$1" ]; then path=$(virsh vol-path --pool "$1" "$2"); else path=$2; fi
if [ ! -e "$path" ]; then
    echo "there is no $path" >&2
    exit 1
fi
printf '%s\n' "$path"
qemu-img info -U --output=json -- "$path"
