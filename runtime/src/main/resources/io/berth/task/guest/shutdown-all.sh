# shellcheck shell=sh
# Guests are shut down: shutdown-all.sh SECONDS fail|destroy DELAY serial|parallel [UUID NAME]... One that does not keeps no other from it.
seconds=$1 then=$2 delay=$3 how=$4
shift 4
jobs=
left=0
begun=no
trap 'for job in $jobs; do kill "$job" 2>/dev/null || true; done' EXIT
trap 'exit 1' HUP INT TERM

# In a shell of its own: what it says is said of this one.
shut_down() ( # UUID NAME
    of=$2
    say() { printf 'say %s: %s\n' "$of" "$*" >&3; }
    # shellcheck disable=SC2317 # guest_stop calls it
    fail() {
        say "$1"
        exit 1
    }
    guest_stop "$1" "$2" "$seconds" "$then"
    say 'is off'
)

while [ $# -ge 2 ]; do
    [ "$begun" = no ] || sleep "$delay"
    begun=yes
    if [ "$how" = parallel ]; then
        shut_down "$1" "$2" &
        jobs="$jobs $!"
    else
        shut_down "$1" "$2" || left=$((left + 1))
    fi
    shift 2
done
for job in $jobs; do
    wait "$job" || left=$((left + 1))
done
jobs=
[ "$left" -eq 0 ] || fail "guests that still run: $left" "look at their consoles, give them more time, or say that they may be stopped"
