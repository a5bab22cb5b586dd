# shellcheck shell=sh
# UUID SECONDS fail|destroy: the domain is off. Asks by the guest's agent if that answers, else by ACPI; at half time
# again, by ACPI, since guests lose the first one while they boot. 70 if it still runs when the time is over.
uuid=$1 seconds=$2 then=$3
off() {
    # a transient domain is gone once it is off; only libvirt's own word counts, not that it does not answer
    all=$(virsh list --all --uuid) || exit 1
    case " $(echo "$all" | tr '\n' ' ') " in
    *" $uuid "*) ;;
    *) return 0 ;;
    esac
    state=$(virsh domstate --domain "$uuid") || return 1
    [ "$state" = 'shut off' ] || [ "$state" = crashed ]
}
ask() {
    echo "asked to shut down by $1"
    # refused where the domain went off just now: the next look tells
    virsh shutdown --domain "$uuid" --mode "$1" 2>&1 | sed '/^$/d'
}
start=$(date +%s)
if virsh qemu-agent-command --domain "$uuid" --timeout 3 '{"execute":"guest-ping"}' >/dev/null 2>&1; then
    ask agent
else
    ask acpi
fi
again=yes
while ! off; do
    passed=$(($(date +%s) - start))
    if [ "$passed" -gt "$seconds" ]; then
        [ "$then" = destroy ] || exit 70
        echo 'powered off'
        virsh destroy --domain "$uuid" >/dev/null || off
        exit 0
    fi
    if [ "$again" = yes ] && [ $((passed * 2)) -ge "$seconds" ]; then
        ask acpi
        again=no
    fi
    sleep 0.2
done
