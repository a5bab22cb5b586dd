# How the hosts are, as a table or as JSON.
# shellcheck shell=sh

status_show() { # [--json]
    names=$(fleet_names)
    report=$(mktemp -d)
    for name in $names; do status_one "$name" >"$report/$name" & done
    wait
    if [ "$1" = --json ]; then status_json; else status_table; fi
    all_up=yes
    [ -n "$names" ] || all_up=no
    for name in $names; do
        read -r power libvirt _ <"$report/$name"
        [ "$power $libvirt" = 'up yes' ] || all_up=no
    done
    rm -rf "$report"
    [ "$all_up" = yes ] || exit 3
}

status_one() { # NAME -> "up|down yes|no GUESTS"
    patience=5
    ! machine_is "$1" || patience=30 # emulated
    if ! host_alive "$1"; then
        echo 'down no 0'
    elif guests=$(host_inside "$1" timeout $patience virsh -q -c qemu:///system list --name 2>/dev/null); then
        printf 'up yes %d\n' "$(printf '%s' "$guests" | grep -c .)"
    else
        echo 'up no 0'
    fi
}

status_table() {
    [ -n "$names" ] || say 'the lab is down'
    printf '%-6s %-12s %-6s %-8s %s\n' HOST ADDRESS STATE LIBVIRT GUESTS
    for name in $names; do
        read -r power libvirt guests <"$report/$name"
        printf '%-6s %-12s %-6s %-8s %s\n' "$name" "$(host_address "$name")" "$power" "$libvirt" "$guests"
    done
}

status_json() {
    separator=''
    printf '['
    for name in $names; do
        read -r power libvirt guests <"$report/$name"
        [ "$libvirt" = yes ] && libvirt=true || libvirt=false
        printf '%s\n  {"host": "%s", "address": "%s", "state": "%s", "libvirt": %s, "guests": %d}' \
            "$separator" "$name" "$(host_address "$name")" "$power" "$libvirt" "$guests"
        separator=,
    done
    printf '\n]\n'
}
