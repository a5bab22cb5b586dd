# shellcheck shell=sh
# The guest begins anew: reboot.sh UUID NAME SECONDS fail|reset. libvirt tells that by an event, for which somebody must listen before it is asked.
guest=$1 name=$2 seconds=$3 then=$4
heard=$(mktemp)
listener=
trap 'rm -f "$heard"; [ -z "$listener" ] || kill "$listener" 2>/dev/null || true' EXIT
trap 'exit 1' HUP INT TERM
command -v stdbuf >/dev/null 2>&1 && line='stdbuf -o L' || line=
# shellcheck disable=SC2086 # words
timeout "$((seconds + 30))" $line virsh --quiet --connect qemu:///system "echo listening; event --domain $guest --event reboot --timeout $((seconds + 10))" \
    >"$heard" 2>&1 &
listener=$!
until grep -q listening "$heard" || ! kill -0 "$listener" 2>/dev/null; do sleep 0.05; done
# it says so before it does
sleep 0.2

ask() { # agent|acpi
    say "asked to reboot by $1"
    # shellcheck disable=SC2034 # the function virsh has it
    (virsh_seconds=10 && virsh reboot --domain "$guest" --mode "$1") >/dev/null 2>&1 || true
}

if virsh qemu-agent-command --domain "$guest" --timeout 3 '{"execute":"guest-ping"}' >/dev/null 2>&1; then ask agent; else ask acpi; fi
asked=$(now)
end=$((asked + seconds * 100))
again=$((asked + seconds * 50))
until grep -q "event 'reboot'" "$heard"; do
    time=$(now)
    if [ "$(guest_state "$guest")" = 'shut off' ]; then
        fail "guest $name went off rather than to begin anew" "start it; on_reboot in its definition says what becomes of it"
    elif [ "$time" -ge "$end" ]; then
        [ "$then" = reset ] || fail "guest $name has not rebooted within $seconds s" "look at its console, give it more time, or say that it may be reset"
        virsh reset --domain "$guest"
        say 'reset'
        exit 0
    elif [ "$time" -ge "$again" ]; then
        again=$((end + 1))
        ask acpi
    fi
    sleep 0.1
done
say 'begins anew'
