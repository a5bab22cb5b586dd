# shellcheck shell=sh
# NAME define|keep autostart|manual, the definition on standard input: a pool defined, built, active.
name=$1
case $2 in
define) virsh pool-define /dev/stdin ;;
keep) ;;
esac
active() {
    virsh pool-list --name | grep -qxF -e "$name"
}
if ! active; then
    virsh pool-build --pool "$name"
    virsh pool-start --pool "$name"
fi
case $3 in
autostart) virsh pool-autostart --pool "$name" ;;
manual) virsh pool-autostart --pool "$name" --disable ;;
esac
