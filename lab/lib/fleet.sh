# All hosts: up, down, and the files that tell ssh and berth about them.
# shellcheck shell=sh

fleet_names() {
    for directory in "$RUN"/hosts/*; do
        [ ! -d "$directory" ] || printf '%s\n' "${directory##*/}"
    done
}

fleet_up() { # COUNT [--machine]
    up_start=$(now)
    needs_install
    artifacts_build "${2:-}"
    mkdir -p "$RUN/hosts"
    net_up
    [ -z "${2:-}" ] || machine_make
    ! machine_there || [ "$1" -lt "${MACHINE#kvm}" ] || die "$MACHINE is the machine: there is room for $((${MACHINE#kvm} - 1)) hosts beside it"
    jobs=''
    for number in $(seq "$1"); do
        mkdir -p "$RUN/hosts/kvm$number"
    done
    for name in $(fleet_names); do
        host_start "$name" &
        jobs="$jobs $!"
    done
    failed=0
    for job in $jobs; do wait "$job" || failed=1; done
    [ $failed -eq 0 ] || exit 1
    fleet_describe
    say "$(fleet_names | wc -l) hosts up: $(since "$up_start")"
}

fleet_down() { # [--all]
    down_start=$(now)
    for name in $(fleet_names); do host_stop "$name" & done
    wait
    fleet_keep_capabilities
    net_down
    rm -rf --one-file-system "$RUN"
    if [ "${1:-}" = --all ]; then
        rm -rf --one-file-system "${STATE:?}"/* && rmdir "$STATE"
    fi
    say "down: $(since "$down_start")"
}

fleet_machine_down() {
    ! machine_there || host_stop "$MACHINE"
    rm -rf --one-file-system "$RUN/hosts/$MACHINE.new"
    machine_there || return 0
    rm -rf --one-file-system "$RUN/hosts/$MACHINE"
    fleet_describe
    say "$MACHINE is gone"
}

# What libvirt found out about qemu, for the next hosts (host/install says why).
fleet_keep_capabilities() {
    found=$RUN/hosts/kvm1/disk/upper/var/cache/libvirt/qemu/capabilities
    kept=$ARTIFACTS/qemu-capabilities
    if [ ! -d "$ARTIFACTS" ] || [ -z "$(ls -A "$found" 2>/dev/null)" ]; then return 0; fi
    rm -rf "$kept.building" && cp -a "$found" "$kept.building" && rm -rf "$kept" && mv -T "$kept.building" "$kept"
}

# known_hosts, ssh_config and inventory.groovy: each written whole, then renamed
fleet_describe() {
    for file in known_hosts ssh_config inventory.groovy; do
        case $file in
        known_hosts) fleet_known_hosts ;;
        ssh_config) fleet_ssh_config ;;
        inventory.groovy) fleet_inventory ;;
        esac >"$RUN/$file.new"
        mv "$RUN/$file.new" "$RUN/$file"
    done
}

fleet_known_hosts() {
    for name in $(fleet_names); do
        for public in "$RUN/hosts/$name"/disk/ssh/*.pub; do
            read -r type key _ <"$public"
            printf '%s,%s %s %s\n' "$name" "$(host_address "$name")" "$type" "$key"
        done
    done
}

fleet_ssh_config() {
    for name in $(fleet_names); do
        printf 'Host %s %s\n  HostName %s\n' "$name" "$(host_address "$name")" "$(host_address "$name")"
    done
    printf 'Host *\n  User root\n  IdentityFile %s\n  IdentitiesOnly yes\n  UserKnownHostsFile %s\n' \
        "$ARTIFACTS/keys/id" "$RUN/known_hosts"
    printf '  StrictHostKeyChecking yes\n  BatchMode yes\n'
}

fleet_inventory() {
    printf '// Written by the lab: its hosts as they run.\nhosts {\n'
    count=0
    for name in $(fleet_names); do
        machine_is "$name" || count=$((count + 1))
        printf "    host '%s', address: '%s', user: 'root', identityFile: '%s', knownHosts: '%s'\n" \
            "$name" "$(host_address "$name")" "$ARTIFACTS/keys/id" "$RUN/known_hosts"
    done
    fleet_group hypervisors "kvm[1-$count]"
    ! machine_there || fleet_group machine "$MACHINE"
    printf '}\n'
}

# With what guests need to boot here, and fast: emulation, the lab's kernel, and its small init.
fleet_group() { # NAME PATTERN
    printf "    group '%s', '%s', vars: [\n" "$1" "$2"
    printf "        domainType: 'qemu', kernel: '/srv/berth/boot/vmlinuz', initrd: '/srv/berth/boot/initrd',\n"
    printf "        init: '/usr/local/sbin/fastinit', diskCache: 'unsafe',\n"
    printf "        cmdline: 'mitigations=off apparmor=0 audit=0 nokaslr no_timer_check cryptomgr.notests quiet']\n"
}
