# shellcheck shell=sh
# make|remove PATH NAME: an empty file beside a volume, by which other hosts know whether they see the same directory. Says the volume's inode.
dir=$(dirname -- "$(readlink -f -- "$2")")
case $1 in
make)
    # what a lost controller left
    find "$dir" -maxdepth 1 -name '.berth-probe-*' -mmin +60 -exec rm -f -- {} +
    if [ -b "$2" ]; then
        stat -L -c 'device %t:%T' -- "$2"
    else
        : >"$dir/.berth-probe-$3"
        stat -L -c 'inode %i' -- "$2"
    fi
    ;;
remove) rm -f -- "$dir/.berth-probe-$3" ;;
esac
