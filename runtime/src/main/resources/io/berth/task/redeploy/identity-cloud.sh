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

# cloud-init knows the volume by its label.
seed_volume() { # iso|vfat PATH
    rm -f "$2.new"
    (
        umask 077
        case $1 in
        iso)
            genisoimage -quiet -volid cidata -rational-rock -output "$2.new" seed
            ;;
        vfat)
            truncate -s 2M "$2.new"
            mkfs.vfat -n CIDATA "$2.new" >/dev/null
            mcopy -i "$2.new" seed/* ::
            ;;
        esac
    )
    sync "$2.new"
    mv -fT "$2.new" "$2"
    say "seed of cloud-init: $2"
}

identity_cloud_verify() { # tree|iso|vfat DISK
    [ "$1" != tree ] || return 0
    volume=$(seed_path "$1" "$2")
    for file in seed/*; do
        case $1 in
        iso) isoinfo -R -i "$volume" -x "/${file#*/}" >seed.read ;;
        vfat) mcopy -n -i "$volume" "::${file#*/}" - >seed.read ;;
        esac
        cmp -s "$file" seed.read || fail "the seed of cloud-init in $volume is not what was written" "look for errors of the host's disk"
    done
}
