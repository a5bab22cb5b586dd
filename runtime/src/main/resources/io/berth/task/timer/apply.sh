# Puts a timer and its service in place: apply.sh NAME system|user on|off SERVICE TIMER, the texts of both units
# Both are looked at by systemd first, where it can.
name=$1 wanted=$3 service=$4 timer=$5
whose "$2"
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
printf '%s' "$service" >"$directory/$name.service"
printf '%s' "$timer" >"$directory/$name.timer"
if command -v systemd-analyze >/dev/null; then
    said=$(systemd-analyze "$scope" verify "$directory/$name.service" "$directory/$name.timer" 2>&1) || {
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
mkdir -p -- "$units"
for kind in service timer; do
    cp -- "$directory/$name.$kind" "$units/.$name.$kind.berth"
    mv -f -- "$units/.$name.$kind.berth" "$units/$name.$kind"
done
systemctl "$scope" daemon-reload
if [ "$wanted" = on ]; then
    systemctl "$scope" enable --quiet -- "$name.timer"
    systemctl "$scope" restart -- "$name.timer"
else
    systemctl "$scope" disable --quiet --now -- "$name.timer"
fi
