# shellcheck shell=sh
# Where a guest may answer, one address a line, the surest first: what its agent tells, what networks gave it, what neighbours its host has seen.

guest_addresses() { # UUID [NETWORK MAC ADDRESS]...
    of=$1
    shift
    {
        # shellcheck disable=SC2034
        (virsh_seconds=8 && virsh domifaddr --domain "$of" --source agent 2>/dev/null) |
            awk '$3 ~ /^ipv/ { sub("/.*", "", $4); if ($4 !~ /^(127\.|::1$|fe80:)/) print $4 }'
        ssh_addresses "$@"
    } | awk '!seen[$0]++'
}
