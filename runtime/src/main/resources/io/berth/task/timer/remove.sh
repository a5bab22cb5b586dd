# Removes a timer and its service: remove.sh NAME
name=$1
[ ! -e "/etc/systemd/system/$name.timer" ] || systemctl disable --quiet --now -- "$name.timer"
rm -f "/etc/systemd/system/$name.timer" "/etc/systemd/system/$name.service"
systemctl daemon-reload
systemctl reset-failed -- "$name.timer" "$name.service" 2>/dev/null || :
