# shellcheck shell=sh
# UUID DIRECTORY: libvirt forgets the pool; its directory goes if it is empty, DIRECTORY empty: it stays.
if virsh pool-list --uuid | grep -qxF -e "$1"; then virsh pool-destroy --pool "$1"; fi
if virsh pool-list --all --uuid | grep -qxF -e "$1"; then virsh pool-undefine --pool "$1"; fi
[ -z "$2" ] || rmdir -- "$2" || echo "$2 stays: something else is in it"
