# shellcheck shell=sh
# SECONDS, then for each interface NETWORK MAC ADDRESS: waits until an sshd greets at one of them. An empty ADDRESS is
# looked up: libvirt's leases of the network, else the host's neighbours. 70 when the time is over, and why.
seconds=$1
shift
lease() { # NETWORK MAC
    virsh net-dhcp-leases --network "$1" --mac "$2" 2>/dev/null |
        awk '$4 == "ipv4" { sub("/.*", "", $5); address = $5 } END { if (address != "") print address }'
}
neighbour() { # MAC
    ip -4 neigh show | awk -v mac="$1" '{ for (i = 1; i < NF; i++) if ($i == "lladdr" && $(i + 1) == mac) { print $1; exit } }'
}
address_of() { # NETWORK MAC ADDRESS
    if [ -n "$3" ]; then
        echo "${3%%/*}"
        return
    fi
    found=$(lease "$1" "$2")
    [ -n "$found" ] || found=$(neighbour "$2")
    echo "$found"
}
greeting() { # ADDRESS: sshd's first line
    ssh-keyscan -T 2 -t ed25519 -- "$1" 2>&1 | sed -n "s/^# [^ ]* \(SSH-2\.0-.*\)\$/\1/p" | head -n 1
}
start=$(date +%s)
while :; do
    why='no address is known'
    for arg in "$@"; do
        case ${part:=1} in
        1) network=$arg part=2 ;;
        2) mac=$arg part=3 ;;
        3)
            part=1
            address=$(address_of "$network" "$mac" "$arg")
            [ -n "$address" ] || continue
            why="nothing greets at $address"
            said=$(greeting "$address")
            if [ -n "$said" ]; then
                echo "$address: $said"
                exit 0
            fi
            ;;
        esac
    done
    if [ $(($(date +%s) - start)) -gt "$seconds" ]; then
        echo "$why"
        exit 70
    fi
    sleep 0.3
done
