# What is to be known of a host that may get a guest: STATE-DIR GUEST [path|dir|bridge|cpu|machine VALUE]... Changes nothing.
# cpu: a guest's <cpu>; machine: virttype, architecture, machine and emulator, a space between.
# shellcheck shell=sh
record_seen "$1" out "$2"
record_seen "$1" in "$2"
cpu_seen
machine=
shift 2
while [ $# -ge 2 ]; do
    case $1 in
    path) file_seen "$2" ;;
    dir)
        if [ -d "$2" ]; then
            df -P -B 1 -- "$2" | awk -v dir="$2" 'NR == 2 { print "room", $4, $1, dir }'
        else
            printf 'nodir %s\n' "$2"
        fi
        ;;
    bridge) [ -e "/sys/class/net/$2" ] || printf 'nobridge %s\n' "$2" ;;
    cpu)
        # shellcheck disable=SC2086  # words of libvirt's own, without spaces
        said=$(printf '%s' "$2" | virsh hypervisor-cpu-compare /dev/stdin $machine --error 2>&1) ||
            printf 'nocpu %s\n' "$(printf '%s' "$said" | sed 's/^error: //' | grep -v '^ *$' | tail -n 1)"
        ;;
    machine)
        IFS=' ' read -r virttype arch type emulator <<M
$2
M
        machine="--virttype $virttype --arch $arch --machine $type --emulator $emulator"
        said=$(virsh domcapabilities --virttype "$virttype" --arch "$arch" --machine "$type" --emulatorbin "$emulator" 2>&1 >/dev/null) ||
            printf 'nomachine %s\n' "$(printf '%s' "$said" | sed 's/^error: //' | grep -v '^ *$' | tail -n 1)"
        ;;
    esac
    shift 2
done
