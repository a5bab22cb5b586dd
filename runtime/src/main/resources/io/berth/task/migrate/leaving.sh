# What the source of a move does with a guest that leaves.
# shellcheck shell=sh
# shellcheck disable=SC2154

# It is here and stays: as it was, with its snapshots. Only where it is sure that the target's does not go on. NUMBER as guest_start has it.
leaving_stay() { # NUMBER
    ran=$(record_get ran)
    case $ran,$(guest_now) in
    running,paused) virsh resume --domain "$uuid" >/dev/null || return 1 ;;
    running,'shut off' | running,crashed) guest_start "$1" || return 1 ;;
    paused,'shut off') guest_start "$1" --paused || return 1 ;;
    *,lost | *,dead) return 1 ;;
    *,none)
        # libvirt forgot a guest that had been moved; its definition and disks are here
        virsh define "$record/domain.xml" >/dev/null || return 1
        [ "$ran" = off ] || guest_start "$1" || return 1
        [ "$(record_get autostart)" != yes ] || virsh autostart --domain "$uuid" >/dev/null || return 1
        ;;
    esac
    snapshots_take || return 1
    record_end
}

# It is on the target for good: its definition goes, and of its files what was its alone. What a drain takes is remembered first.
leaving_gone() {
    if [ "$(record_get drain)" = yes ]; then
        drained_write "$state_dir" "$uuid $guest $(record_get to)" || return 1
    fi
    case $(guest_now) in
    none) ;;
    lost | dead) return 1 ;;
    'shut off' | crashed) virsh undefine --domain "$uuid" --snapshots-metadata --keep-nvram >/dev/null || return 1 ;;
    *)
        virsh destroy --domain "$uuid" >/dev/null 2>&1 || :
        virsh undefine --domain "$uuid" --snapshots-metadata --keep-nvram >/dev/null 2>&1 || :
        [ "$(guest_now)" = none ] || return 1
        ;;
    esac
    if [ -e "$record/remove" ]; then
        while IFS= read -r gone; do rm -f -- "$gone" || return 1; done <"$record/remove"
    fi
}
