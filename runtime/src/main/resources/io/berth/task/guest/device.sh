# A device of a guest, by its definition on standard input: attach-device UUID [--live] [--config], or detach UUID MARK [--live] [--config]. A guest
# that runs has to let a device go by itself: it is waited until MARK, a piece of its definition, is there no more, and only then is it taken from what is stored.
# shellcheck shell=sh
verb=$1 uuid=$2
shift 2
device=$(umask 077 && mktemp)
trap 'rm -f -- "$device"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$device"
if [ "$verb" = attach-device ]; then
    virsh attach-device --domain "$uuid" --file "$device" "$@"
    exit
fi
mark=$1
shift
for where; do
    virsh detach-device --domain "$uuid" --file "$device" "$where"
    [ "$where" = --live ] || continue
    tries=100
    while virsh dumpxml --domain "$uuid" | grep -qF -e "$mark"; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ]; then
            echo "the guest does not let it go: it must run a system that heeds that, or be shut down first" >&2
            exit 1
        fi
        sleep 0.1
    done
done
