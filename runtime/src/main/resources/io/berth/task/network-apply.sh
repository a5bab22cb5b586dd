# shellcheck shell=sh
# NAME define|keep restart|start autostart|manual, the definition on standard input: a network defined and active.
# It is restarted only if no guest has been plugged in since it was looked at: its tap would be left off the bridge.
name=$1
case $2 in
define) virsh net-define /dev/stdin ;;
keep) ;;
esac
active() {
    virsh net-list --name | grep -qxF -e "$name"
}
if [ "$3" = restart ] && active && ! virsh net-dumpxml --network "$name" | grep -q "^<network [^>]*connections='"; then
    virsh net-destroy --network "$name"
fi
active || virsh net-start --network "$name"
case $4 in
autostart) virsh net-autostart --network "$name" ;;
manual) virsh net-autostart --network "$name" --disable ;;
esac
