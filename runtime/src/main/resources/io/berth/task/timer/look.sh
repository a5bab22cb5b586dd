# A timer as it is: look.sh NAME system|user; prints how it is enabled, whether it waits, and both unit files, their lines marked.
name=$1
whose "$2"
[ -d /run/systemd/system ] || {
    echo 'systemd does not run this host' >&2
    exit 1
}
systemctl "$scope" --no-ask-password show --property=Version >/dev/null || {
    [ "$scope" = --system ] || echo "no systemd runs for $(id -un): who logs in gets one, and 'loginctl enable-linger' keeps it" >&2
    exit 1
}
printf 'enabled %s\n' "$(systemctl "$scope" is-enabled -- "$name.timer" 2>/dev/null || :)"
printf 'active %s\n' "$(systemctl "$scope" is-active -- "$name.timer" 2>/dev/null || :)"
for kind in service timer; do
    [ ! -e "$units/$name.$kind" ] || sed "s/^/$kind /" "$units/$name.$kind"
done
