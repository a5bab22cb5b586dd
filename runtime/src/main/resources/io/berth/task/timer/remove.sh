# Removes a timer and its service, and when it ran last: remove.sh NAME system|user
name=$1
whose "$2"
if [ "$scope" = --user ]; then
    stamps=${XDG_DATA_HOME:-$HOME/.local/share}/systemd/timers
else
    stamps=/var/lib/systemd/timers
fi
[ ! -e "$units/$name.timer" ] || systemctl "$scope" disable --quiet --now -- "$name.timer"
rm -f -- "$units/$name.timer" "$units/$name.service" "$stamps/stamp-$name.timer"
systemctl "$scope" daemon-reload
systemctl "$scope" reset-failed -- "$name.timer" "$name.service" 2>/dev/null || :
