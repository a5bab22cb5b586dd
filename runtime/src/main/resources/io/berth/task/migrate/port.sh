# A port that nobody listens at, and that no other move has chosen. Not always the lowest: QEMU may hold one for a move that was cut off.
# shellcheck shell=sh
# shellcheck disable=SC2154

port_free() { # FD LOW HIGH ; the descriptor is 5 or 8, and has the port's lock then
    tried=0
    while [ "$tried" -le $(($3 - $2)) ]; do
        port=$(($2 + ($$ + tried) % ($3 - $2 + 1)))
        case $1 in
        5) exec 5>>"$run_dir/locks/port-$port" ;;
        8) exec 8>>"$run_dir/locks/port-$port" ;;
        esac
        if flock --nonblock "$1" && ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '{ print $2, $4 }' | grep -q "$(printf ':%04X 0A' "$port")"; then
            echo "$port"
            return
        fi
        tried=$((tried + 1))
    done
    return 1
}
