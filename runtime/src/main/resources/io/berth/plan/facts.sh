# facts.sh
# What a host is, as lines  name=value . A name that comes up several times is a list. Next to nothing is started for it, and
# no name is looked up in the network.
set -eu

say() {
    [ -z "$2" ] || printf '%s=%s\n' "$1" "$2"
}

# first FILE: sets line to the first line of a file, nothing if there is none.
first() {
    line=
    [ ! -r "$1" ] || read -r line <"$1" || :
}

first /proc/sys/kernel/hostname
hostname=$line
say hostname "$hostname"

# The name with its domain, as the host's own list of names says it.
fqdn=$hostname
if [ -r /etc/hosts ]; then
    while read -r _ names; do
        case " $names " in
        *" $hostname "*)
            for name in $names; do
                case $name in "$hostname".*) fqdn=$name && break 2 ;; esac
            done
            ;;
        esac
    done </etc/hosts
fi
say fqdn "$fqdn"

ID='' ID_LIKE='' VERSION_ID='' VERSION_CODENAME='' PRETTY_NAME=''
for release in /etc/os-release /usr/lib/os-release; do
    if [ -r "$release" ]; then
        # shellcheck source=/dev/null
        . "$release"
        break
    fi
done
say os.id "$ID"
say os.name "$PRETTY_NAME"
say os.version "$VERSION_ID"
say os.codename "$VERSION_CODENAME"
case " $ID $ID_LIKE " in
*' debian '* | *' ubuntu '*) say os.family debian ;;
*' rhel '* | *' fedora '* | *' centos '*) say os.family redhat ;;
*suse*) say os.family suse ;;
*' alpine '*) say os.family alpine ;;
*' arch '*) say os.family arch ;;
esac

first /proc/sys/kernel/osrelease
say kernel "$line"
say arch "$(uname -m)"

# 0-3,8: five of them.
first /sys/devices/system/cpu/online
cpus=0
IFS=,
for range in $line; do
    cpus=$((cpus + ${range#*-} - ${range%-*} + 1))
done
unset IFS
[ "$cpus" -eq 0 ] || say cpus "$cpus"
while read -r name value _; do
    if [ "$name" = MemTotal: ]; then
        say memory "$((value * 1024))"
        break
    fi
done </proc/meminfo
first /proc/uptime
say uptime "${line%%.*}"

first /run/systemd/container
virtual=$line
if [ -z "$virtual" ] && command -v systemd-detect-virt >/dev/null; then
    virtual=$(systemd-detect-virt) || :
elif [ -z "$virtual" ]; then
    first /sys/class/dmi/id/sys_vendor
    case $line in
    QEMU*) virtual=kvm ;;
    VMware*) virtual=vmware ;;
    Xen*) virtual=xen ;;
    *) virtual=none ;;
    esac
fi
say virtual "$virtual"

interface=
if [ -r /proc/net/route ]; then
    while read -r device destination _ _ _ _ _ mask _; do
        if [ "$destination" = 00000000 ] && [ "$mask" = 00000000 ]; then
            interface=$device
            break
        fi
    done </proc/net/route
fi
say interface "$interface"
if command -v ip >/dev/null; then
    # As: 2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0
    ip -o addr show scope global 2>/dev/null | while read -r _ device family address _; do
        case $family in inet | inet6) ;; *) continue ;; esac
        say addresses "${address%/*}"
        if [ "$family $device" = "inet $interface" ]; then
            say address "${address%/*}"
            interface=
        fi
    done
fi

while read -r device path type _; do
    case $device in */*) say mounts "$path $type $device" ;; esac
done </proc/self/mounts

for manager in apt-get dnf yum zypper apk pacman; do
    if command -v "$manager" >/dev/null; then
        say packages "${manager%-get}"
        break
    fi
done
if [ -d /run/systemd/system ]; then
    say services systemd
elif command -v openrc >/dev/null; then
    say services openrc
elif [ -d /etc/init.d ]; then
    say services sysvinit
fi
