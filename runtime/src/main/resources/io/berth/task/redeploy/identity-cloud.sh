# What cloud-init does at the first boot: its seed of the kind NoCloud, in the tree or in a volume beside the slot's disk.
# shellcheck shell=sh

identity_cloud() { # TREE tree|iso|vfat DISK
    tree_no_link "$1" etc/cloud
    tree_has "$1" etc/cloud || fail "the tree has no cloud-init" "install it in the image"
    tree_no_link "$1" var/lib/cloud
    if tree_has "$1" var/lib/cloud; then
        # what a former instance has done, it would not do again
        for old in instance instances data sem seed; do tree_remove "$1" var/lib/cloud "$old"; done
    fi
    rm -rf seed
    mkdir seed
    identity_said seed-file >seed.lines
    awk '!seen[$1]++ { print $1 }' seed.lines >seed.files
    while read -r file; do
        identity_said seed-file "$file" >"seed/$file"
    done <seed.files
    if [ "$2" != tree ]; then
        volume=$(seed_path "$2" "$3")
        seed_volume "$2" "$volume"
        return
    fi
    tree_make "$1" var/lib cloud 755
    tree_make "$1" var/lib/cloud seed 755
    tree_make "$1" var/lib/cloud/seed nocloud 700
    for file in seed/*; do tree_write "$1" var/lib/cloud/seed/nocloud "${file#*/}" 600 <"$file"; done
}

seed_needs() { # tree|iso|vfat DISK
    case $1 in
    tree) return 0 ;;
    iso)
        need genisoimage genisoimage
        need isoinfo genisoimage
        ;;
    vfat)
        need mkfs.vfat dosfstools
        need mcopy mtools
        ;;
    esac
    seed_path "$1" "$2" >seed.path
}

seed_path() { # iso|vfat DISK -> the volume's path
    case $2 in /dev/*) fail "no volume can be beside the disk $2" "have the seed in the tree: cloudInit { seed tree }" ;; esac
    case $1 in iso) echo "${2%.*}-seed.iso" ;; *) echo "${2%.*}-seed.img" ;; esac
}

# cloud-init knows the volume by its label. It is made beside the one that is there, which is the present system's.
seed_volume() { # iso|vfat PATH
    rm -f "$2.next"
    if ! (umask 077 && "seed_$1" "$2.next" && sync "$2.next"); then
        fail "the seed of cloud-init cannot be written to $2.next; is the pool full?" "$copy_next"
    fi
    say "seed of cloud-init: $2"
}

seed_iso() { # PATH
    genisoimage -quiet -volid cidata -rational-rock -output "$1" seed
}

seed_vfat() { # PATH
    truncate -s 2M "$1" && mkfs.vfat -n CIDATA "$1" >/dev/null && mcopy -i "$1" seed/* ::
}

# The seed's volume becomes that of the system which the slot has from now on; with keep the former stays, to go back to.
seed_switch() { # DISK [keep]
    case $seed in '' | tree) return 0 ;; esac
    volume=$(seed_path "$seed" "$1")
    rm -f "$volume.former"
    if [ -n "${2-}" ] && [ -e "$volume" ]; then ln -- "$volume" "$volume.former"; fi
    mv -fT "$volume.next" "$volume"
}

# The former system gets its own again; one that had none gets none.
seed_back() { # DISK
    case $seed in '' | tree) return 0 ;; esac
    volume=$(seed_path "$seed" "$1")
    if [ -e "$volume.former" ]; then mv -fT "$volume.former" "$volume"; else rm -f "$volume"; fi
}

# Removes what a run that ended early has made.
seed_reap() { # DISK
    rm -f -- "${1%.*}-seed.iso.next" "${1%.*}-seed.img.next"
}

identity_cloud_verify() { # tree|iso|vfat DISK
    [ "$1" != tree ] || return 0
    volume=$(seed_path "$1" "$2").next
    for file in seed/*; do
        case $1 in
        iso) isoinfo -R -i "$volume" -x "/${file#*/}" >seed.read ;;
        vfat) mcopy -n -i "$volume" "::${file#*/}" - >seed.read ;;
        esac
        cmp -s "$file" seed.read || fail "the seed of cloud-init in $volume is not what was written" "look for errors of the host's disk"
    done
}
