# What the machine must have: checked before anything is touched, and packages installed when they are missing.
# shellcheck shell=sh

PACKAGES='
    libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils dnsmasq-base iptables
    iproute2 openssh-server openssh-client sudo rsync zstd
    kpartx fdisk e2fsprogs xfsprogs btrfs-progs dosfstools acl attr libcap2-bin
    mmdebstrap busybox-static cpio util-linux'

POLICY=/usr/sbin/policy-rc.d
POLICY_MARK='# made by the berth lab, for one apt-get run'

needs_root() {
    [ "$(id -u)" -eq 0 ] || {
        say "needs root"
        exit 2
    }
}

needs_check() {
    missing=''
    lacks() { missing="$missing
  - $1"; }
    if [ "$(id -u)" -ne 0 ]; then
        lacks 'root'
    else
        unshare --net true 2>/dev/null || lacks 'network namespaces (CONFIG_NET_NS)'
        unshare --mount --uts --ipc --pid --fork true 2>/dev/null ||
            lacks 'mount, UTS, IPC and PID namespaces, and the right to make them'
        needs_filesystem overlay || lacks 'the overlay filesystem (CONFIG_OVERLAY_FS)'
        [ -e /dev/loop-control ] || modprobe -q loop 2>/dev/null || lacks 'loop devices (CONFIG_BLK_DEV_LOOP)'
        if command -v ip >/dev/null; then
            unshare --net sh -c 'ip link add name bridge0 type bridge && ip link add name veth0 type veth peer name veth1' 2>/dev/null ||
                lacks 'bridges and veth pairs (CONFIG_BRIDGE, CONFIG_VETH)'
        fi
    fi
    if ! command -v apt-get >/dev/null || [ ! -e /etc/debian_version ]; then
        lacks 'Debian, with apt-get'
    elif [ "$(dpkg --print-architecture)" != amd64 ]; then
        lacks 'amd64 (the guests are x86-64)'
    fi
    [ -z "$missing" ] && return
    say "this machine cannot carry the lab; missing:$missing"
    exit 2
}

needs_filesystem() { # NAME
    grep -qw "$1" /proc/filesystems || { modprobe -q "$1" 2>/dev/null && grep -qw "$1" /proc/filesystems; }
}

needs_missing_packages() {
    # shellcheck disable=SC2016,SC2086  # dpkg's variables; a list of words
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $PACKAGES 2>/dev/null | sed -n 's/^installed //p')
    for package in $PACKAGES; do
        printf '%s\n' "$installed" | grep -qxF "$package" || printf '%s ' "$package"
    done
}

needs_install() {
    needs_loud_services # of a run that was killed
    absent=$(needs_missing_packages)
    [ -n "$absent" ] || return 0
    # shellcheck disable=SC2086  # a list of words
    apt-cache show $absent >/dev/null 2>&1 || timed 'apt-get update' apt-get -q update
    needs_quiet_services
    # shellcheck disable=SC2086
    timed "apt-get install ($(echo $absent | wc -w) packages and what they need)" needs_apt_install $absent
    needs_loud_services
    case " $absent" in
    *' openssh-server '*)
        # the hosts run it, the machine did not and shall not after its next boot
        ! command -v systemctl >/dev/null || systemctl --quiet disable ssh.service 2>/dev/null || true
        ;;
    esac
}

needs_apt_install() {
    needs_apt "$@" || { apt-get -q update && needs_apt "$@"; }
}

needs_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 install "$@"
}

# No service starts on the machine because its package was installed. An existing policy is the machine's own affair.
needs_quiet_services() {
    [ ! -e "$POLICY" ] || grep -qxF "$POLICY_MARK" "$POLICY" || return 0
    printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >"$POLICY"
    chmod 755 "$POLICY"
    trap needs_loud_services EXIT
    trap 'exit 130' INT TERM HUP
}

needs_loud_services() {
    if grep -qsxF "$POLICY_MARK" "$POLICY"; then rm -f "$POLICY"; fi
    trap - EXIT INT TERM HUP
}
