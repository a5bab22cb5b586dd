# A port that nobody listens at, and that no other move has chosen. Not always the lowest: QEMU may hold one for a move that was cut off.
# shellcheck shell=sh
# shellcheck disable=SC2154

# The offset in the range with which the next search begins; grows, so that one which turned out to be of no use is not found again.
port_next=$$

port_free() { # FD LOW HIGH ; sets port; the descriptor is 5 or 8, and has the port's lock then
    tried=0
    while [ "$tried" -le $(($3 - $2)) ]; do
        port=$(($2 + port_next % ($3 - $2 + 1)))
        port_next=$((port_next + 1)) tried=$((tried + 1))
        case $1 in
        5) exec 5>>"$run_dir/locks/port-$port" ;;
        8) exec 8>>"$run_dir/locks/port-$port" ;;
        esac
        if flock --nonblock "$1" && ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '{ print $2, $4 }' | grep -q "$(printf ':%04X 0A' "$port")"; then
            return 0
        fi
    done
    return 1
}
