# What this host is to have when it is up, and has not: lines "mount DIRECTORY", "pool NAME", "network NAME", "libvirt". Changes nothing.
# shellcheck shell=sh
if [ -r /etc/fstab ]; then
    # shellcheck disable=SC2162  # with a backslash it says characters
    while IFS='	 ' read -r what directory type options _; do
        case $what,$type,,$options, in
        '',* | '#'* | *,swap,,* | *,noauto,*) continue ;;
        esac
        case $directory in
        /*) ;;
        *) continue ;;
        esac
        directory=$(printf '%b' "$(printf '%s' "$directory" | sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g')")
        mountpoint -q -- "$directory" || printf 'mount %s\n' "$directory"
    done </etc/fstab
fi
if virsh list >/dev/null 2>&1; then
    virsh pool-list --inactive --autostart --name | grep . | sed 's/^ */pool /' || :
    virsh net-list --inactive --autostart --name | grep . | sed 's/^ */network /' || :
else
    echo libvirt
fi
