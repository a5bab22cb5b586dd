# Names of namespaces, and the controller's: a bridge that holds the address of the controller and one port a host.
# Nothing of it is in the machine's own network namespace.
# shellcheck shell=sh

net_prefix() { # labs with another state directory can run beside each other: nothing but these names would collide
    if [ "$STATE" = /var/lib/berth-lab ]; then
        printf berthlab
    else
        printf 'berthlab%04x' $(($(printf %s "$STATE" | cksum | cut -d' ' -f1) % 65536))
    fi
}

net_controller() { printf '%s-ctl' "$(net_prefix)"; }

net_of() { printf '%s-%s' "$(net_prefix)" "$1"; }

net_exists() { [ -e "/run/netns/$1" ] && ip netns list | grep -qE "^$1( |\$)"; }

net_up() {
    controller=$(net_controller)
    # a name without a namespace behind it is what an interrupted start leaves
    net_exists "$controller" && ip -n "$controller" -br addr show dev lab0 2>/dev/null | grep -qF "$NET.1/24" && return
    net_remove "$controller"
    mountpoint -q /run/netns || : >"$RUN/netns-was-unmounted"
    ip netns add "$controller"
    ip -n "$controller" link set lo up
    # without a fixed address a bridge takes its smallest port's, and changes it as hosts come and go
    ip -n "$controller" link add lab0 address 02:77:00:00:00:01 type bridge forward_delay 0
    ip -n "$controller" link set lab0 up
    ip -n "$controller" addr add "$NET.1/24" dev lab0
}

net_remove() { # NAME
    [ -e "/run/netns/$1" ] || return 0
    ip netns del "$1" 2>/dev/null || rm -f "/run/netns/$1"
}

net_down() {
    controller=$(net_controller)
    if net_exists "$controller"; then
        strangers=$(ip netns pids "$controller" | tr '\n' ' ')
        [ -z "$strangers" ] || say "left running, started with lab enter: processes $strangers"
    fi
    net_remove "$controller"
    # `ip netns add` mounts the directory on itself and leaves that behind
    if [ -e "$RUN/netns-was-unmounted" ] && [ -z "$(ls -A /run/netns 2>/dev/null)" ]; then
        umount /run/netns 2>/dev/null || true
        rmdir /run/netns 2>/dev/null || true
    fi
}
