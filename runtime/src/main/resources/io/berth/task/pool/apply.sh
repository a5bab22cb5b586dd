# shellcheck shell=sh
# NAME new|define|keep start|leave autostart|manual KIND SOURCE DIR build|no CONTAINS, the definition on standard input: a pool defined,
# its directory made, active. One that is new and cannot be started is not left half-defined.
name=$1
kind=$5
source=$6
undo=
end() {
    [ -z "$undo" ] || virsh pool-undefine --pool "$name" >/dev/null 2>&1 || :
}
trap end EXIT
trap 'exit 143' HUP INT TERM
case $2 in
new)
    virsh pool-define /dev/stdin
    undo=yes
    ;;
define) virsh pool-define /dev/stdin ;;
keep) ;;
esac
active() {
    # virsh fills names of pools up with blanks
    virsh pool-list --name | sed 's/ *$//' | grep -qxF -e "$name"
}
# whether what it would be made of has nothing on it
bare() {
    case $kind in
    fs) [ -z "$(blkid -p -o value -s TYPE -- "$source")" ] ;;
    logical) ! vgs --noheadings "$source" >/dev/null 2>&1 ;;
    *) return 1 ;;
    esac
}
if [ "$3" = start ] && ! active; then
    if [ "$8" = build ] && bare; then
        # libvirt looks again whether there is anything on it
        virsh pool-build --pool "$name" --no-overwrite
    elif [ "$kind" != logical ]; then
        virsh pool-build --pool "$name"
    fi
    pool_start "$name" "$7" "$9"
fi
undo=
case $4 in
autostart) virsh pool-autostart --pool "$name" ;;
manual) virsh pool-autostart --pool "$name" --disable ;;
esac
