# A release as a volume of the thin pool of the slot's, made once and shared by all slots of the pool: nobody's system, without an identity.
# What is taken of it shares blocks with it, and has nothing to do with it from then on: a base can go at any time.
# It has its name once it is whole; nobody can write to it then, and it is not active. Whoever makes or removes one has fd 8 locked.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

base_tag=berth.base

# The base of the release for disks as the slot's is, made where it is not there. Sets base, based; fd 8 stays locked.
volume_base_ready() {
    volume_look "$disk" || fail "LVM does not know $disk" "look at it: lvs"
    mkdir -p "$state_dir/bases"
    bases_lock_file "$state_dir/bases/$volume_group-$volume_pool"
    place=$(base_of "$disk")
    # the name of a volume is short
    base=/dev/$volume_group/$base_tag-$(printf %.32s "$place")-${place#*-}
    volume_there "$base" || volume_base_make "$base"
    # shellcheck disable=SC2034
    based=yes
}

volume_base_make() { # BASE
    volume_bases_prune
    volume_room "$disk"
    say "making the base of $image@$release: once for all slots of this thin pool"
    beside_name "$beside" "$1.new"
    volume_remove "$1.new"
    store_look
    blank_like "$disk" "$1.new" 0
    made=anew
    disk_in "$1.new" volume
    disk_out "$1.new"
    made=keep
    store_looked
    lvm_asked lvchange --quiet --addtag "$base_tag" --permission r "${1#/dev/}.new" >/dev/null
    lvm_asked lvchange --quiet --setactivationskip y --activate n "${1#/dev/}.new" >/dev/null
    volume_rename "$1.new" "$1"
}

# Removes the bases of releases that no slot of this host has.
volume_bases_prune() {
    lvm_asked lvs --noheadings --options lv_name --select "lv_tags=$base_tag && pool_lv=$volume_pool" "$volume_group" | while read -r old; do
        of=${old#"$base_tag-"}
        case $old in *.new) continue ;; esac
        ! cat "$state_dir"/slots/*.json 2>/dev/null | grep -qF "\"digest\": \"${of%%-*}" || continue
        say "removing the base $old: no slot of this host has its release any more"
        volume_remove "/dev/$volume_group/$old"
    done
}
