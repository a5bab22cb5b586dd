# Puts a timer and its service in place: apply.sh NAME on|off SERVICE TIMER, the texts of both units
# Both are looked at by systemd first, where it can.
name=$1 wanted=$2 service=$3 timer=$4
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
printf '%s' "$service" >"$directory/$name.service"
printf '%s' "$timer" >"$directory/$name.timer"
if command -v systemd-analyze >/dev/null; then
    said=$(systemd-analyze verify "$directory/$name.service" "$directory/$name.timer" 2>&1) || {
        status=$?
        printf '%s\n' "$said" >&2
        exit "$status"
    }
    # some mistakes are only warned of: a time that is none, a line that is not known
    case $said in
    *"$directory/"*)
        printf '%s\n' "$said" >&2
        exit 1
        ;;
    esac
fi
chmod 644 "$directory/$name.service" "$directory/$name.timer"
for kind in service timer; do
    cp "$directory/$name.$kind" "/etc/systemd/system/.$name.$kind.berth"
    mv -f "/etc/systemd/system/.$name.$kind.berth" "/etc/systemd/system/$name.$kind"
done
systemctl daemon-reload
if [ "$wanted" = on ]; then
    systemctl enable --quiet -- "$name.timer"
    systemctl restart -- "$name.timer"
else
    systemctl disable --quiet --now -- "$name.timer"
fi
