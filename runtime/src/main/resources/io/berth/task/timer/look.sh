# A timer as it is: look.sh NAME; prints how it is enabled, whether it waits, and both unit files, their lines marked.
name=$1
[ -d /run/systemd/system ] || {
    echo 'systemd does not run this host' >&2
    exit 1
}
printf 'enabled %s\n' "$(systemctl is-enabled -- "$name.timer" 2>/dev/null || :)"
printf 'active %s\n' "$(systemctl is-active -- "$name.timer" 2>/dev/null || :)"
for kind in service timer; do
    [ ! -e "/etc/systemd/system/$name.$kind" ] || sed "s/^/$kind /" "/etc/systemd/system/$name.$kind"
done
