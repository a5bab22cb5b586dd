# How the tree of a new release is made of what there is.
# shellcheck shell=sh
# shellcheck disable=SC2154  # variables of refresh.sh

take() { # PACKING KIND, of standard input
    case $2 in
    tar | cpio) archive_take "$1" "$2" "$tree" no ;;
    *) disk_take "$1" "$2" "$work/new" ;;
    esac
}

bootstrap() { # SUITE MIRROR VARIANT PACKAGE,...
    if command -v mmdebstrap >/dev/null 2>&1; then
        set -- "$1" "$2" "${3:-important}" "$4"
        if [ -n "$2" ]; then
            set -- "$3" "$4" "$1" "$2"
        else
            own_sources "$1" >"$work/sources"
            set -- "$3" "$4" "$1"
            while read -r sources; do set -- "$@" "$sources"; done <"$work/sources"
        fi
        variant=$1 include=$2 suite=$3
        shift 3
        # apt's own user cannot get to where a store is. Of open files it must find few: it names them to a shell that knows ten.
        { apt_settings && echo 'APT::Sandbox::User "root";'; } >"$work/apt.conf"
        (umask 022 && mmdebstrap --quiet --mode=root --format=directory --variant="$variant" --aptopt="$work/apt.conf" \
            ${include:+"--include=$include"} "$suite" "$tree" "$@" >&2 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-) || fail "mmdebstrap cannot make $suite" 'look whether the mirror has it'
        rm -f "$tree/etc/apt/apt.conf.d/99mmdebstrap"
    else
        need debootstrap debootstrap
        umask 022
        debootstrap ${3:+"--variant=$3"} ${4:+"--include=$4"} "$1" "$tree" ${2:+"$2"} >&2 </dev/null || fail "debootstrap cannot make $1" 'look whether the mirror has it'
        umask 077
    fi
}

# Where this host gets its own packages, if it is of that suite: files of apt.
own_sources() { # SUITE
    [ "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" = "$1" ] || return 0
    find /etc/apt/sources.list /etc/apt/sources.list.d -type f \( -name '*.list' -o -name '*.sources' \) -size +0 2>/dev/null | grep -v '[[:space:]]' || :
}

# How this host's apt reaches its mirrors: proxies, and mirrors that stand still in time.
apt_settings() {
    ! command -v apt-config >/dev/null 2>&1 || apt-config dump | grep -E '^Acquire::(https?|Check-Valid-Until|Check-Date|Retries)' || :
}

download() { # URL SHA256
    if command -v curl >/dev/null 2>&1; then
        curl --silent --show-error --fail --location --retry 3 --output "$work/download" -- "$1" || fail "$1 cannot be got" 'look whether it is there'
    else
        need wget wget
        wget -q -O "$work/download" -- "$1" || fail "$1 cannot be got" 'look whether it is there'
    fi
    sum=$(sum_of "$work/download")
    [ "$sum" = "$2" ] || refuse checksum "what came has SHA-256 $sum, not $2" 'look whether it is what you mean'
}

# The tree of a disk's system: on the largest partition, or where there is none on the disk itself. The mount is in the script's own
# namespace.
disk_open() { # DISK
    disk=$1
    case $disk in
    *.qcow2)
        need qemu-img qemu-utils
        qemu-img convert -f qcow2 -O raw "$disk" "$work/raw"
        rm -f "$disk"
        disk=$work/raw
        ;;
    esac
    largest=$(partx --raw --noheadings --output SECTORS,START "$disk" 2>/dev/null | sort -n | tail -n 1)
    mkdir "$work/mounted"
    mount -o "ro,loop${largest:+,offset=$((${largest#* } * 512)),sizelimit=$((${largest% *} * 512))}" "$disk" "$work/mounted" ||
        fail 'no filesystem of this host is on the disk' 'look at its partitions: partx --show'
    tree_copy "$work/mounted" "$tree"
    umount "$work/mounted"
    rm -f "$disk"
}

do_steps() { # change|check DIRECTORY
    [ -d "$work/bundle/$2/1" ] || return 0
    need unshare util-linux
    apt_settings >"$work/bundle/$2/apt.conf"
    unshare --mount --propagation private --pid --fork --kill-child=KILL -- /bin/sh -euc "$steps" steps.sh "$tree" "$work/bundle/$2" "$1" && return
    number=$(cat "$work/bundle/$2/failed" 2>/dev/null) || number=
    [ -n "$number" ] || fail 'the image cannot be worked in' 'look at what it says'
    fail "$1 $number failed: $(cat "$work/bundle/$2/$number/title")" 'look at what it says'
}
