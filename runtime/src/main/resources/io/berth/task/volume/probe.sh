# shellcheck shell=sh
# make|remove NAME PATH...: an empty file beside each of these volumes, by which other hosts know whether they see the same directory. Says each volume's inode.
how=$1
name=$2
shift 2
for path in "$@"; do
    dir=$(dirname -- "$(readlink -f -- "$path")")
    case $how in
    make)
        if [ -b "$path" ]; then
            stat -L -c 'device %t:%T' -- "$path"
        else
            if [ ! -e "$dir/.berth-probe-$name" ]; then
                # what a lost controller left
                find "$dir" -maxdepth 1 -name '.berth-probe-*' -mmin +60 -exec rm -f -- {} +
                : >"$dir/.berth-probe-$name"
            fi
            stat -L -c 'inode %i' -- "$path"
        fi
        ;;
    remove) rm -f -- "$dir/.berth-probe-$name" ;;
    esac
done
