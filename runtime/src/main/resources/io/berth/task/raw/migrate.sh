# The memory of a guest without libvirt goes to a program that waits for it: PID STARTED WORDS NAME MONITOR QMP ADDRESS PORT RATE
# RATE: MiB a second, 0: all that goes. If this is ended, so is the move, and the guest goes on here; what waits there ends by itself then.
# Afterwards the guest is halted here.
# shellcheck shell=sh
pid=$1 name=$4 monitor=$5 qmp=$6 address=$7 port=$8 rate=$9
raw_is "$1" "$2" "$3" "$name"
[ -n "$monitor$qmp" ] || fail "guest $name has no monitor on a socket" "start it with -monitor unix:FILE,server=on,wait=off"
case $address in *:*) address="[$address]" ;; esac
begun=

trap ended EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

ended() {
    status=$?
    trap '' HUP INT TERM
    [ -z "$begun" ] || raw_told "$monitor" "$qmp" migrate_cancel >/dev/null
    exit "$status"
}

raw_told "$monitor" "$qmp" "migrate_set_parameter max-bandwidth $rate" >/dev/null
begun=yes
said=$(raw_told "$monitor" "$qmp" "migrate -d tcp:$address:$port")
while :; do
    told=$(raw_told "$monitor" "$qmp" 'info migrate')
    case $(printf '%s\n' "$told" | sed -n 's/^Migration status: *//p') in
    completed) break ;;
    failed* | cancelled* | '')
        begun=
        why=$(printf '%s\n%s\n' "$told" "$said" | sed -n 's/^.*[Ee]rror: *//p; s/^Migration status: failed (\(.*\)).*/\1/p' | head -n 1)
        fail "guest $name was not moved${why:+: $why}" 'it goes on where it is'
        ;;
    esac
    printf '%s\n' "$told" | awk '/^total ram:/ { total = $3 } /^remaining ram:/ { left = $3 } END { if (total) printf "progress %d %d\n", (total - left) * 1024, total * 1024 }' >&3
    sleep 0.2
done
begun=
fact moved "$(printf '%s\n' "$told" | sed -n 's/^transferred ram: *//p'), halted for $(printf '%s\n' "$told" | sed -n 's/^downtime: *//p')"
