# What the target of a move does with a guest that arrives.
# shellcheck shell=sh
# shellcheck disable=SC2154

# All that has come of it goes again: it is and stays where it was. What cannot be undone now is left to the next run, with its record.
arriving_undo() {
    case $(guest_now) in
    none) ;;
    lost)
        # without libvirt nobody else ends what waits for a guest that does not come
        guest_programs | while read -r program; do kill -KILL "$program" || :; done
        return 1
        ;;
    # it may be defined: only libvirt knows
    dead) return 1 ;;
    'shut off' | crashed) virsh undefine --domain "$uuid" --snapshots-metadata --managed-save --keep-nvram >/dev/null || return 1 ;;
    *)
        virsh destroy --domain "$uuid" >/dev/null 2>&1 || :
        virsh undefine --domain "$uuid" --snapshots-metadata --managed-save --keep-nvram >/dev/null 2>&1 || :
        [ "$(guest_now)" = none ] || return 1
        ;;
    esac
    if [ -e "$record/made" ]; then
        while IFS= read -r made; do rm -f -- "$made"; done <"$record/made"
    fi
    record_end
}

# Whether it is here, as far as its source may know: memory and definition have come whole. What was handed over is, whatever has become of it.
arriving_whole() {
    [ "$(record_get phase)" != handed ] || return 0
    case $(guest_now) in
    none | lost | dead) return 1 ;;
    esac
    [ "$(record_get way)" != offline ] && virsh dominfo --domain "$uuid" | grep -q '^Persistent: *yes'
}

# Nobody says any more what is to become of it. What may have come whole stays, and so does what libvirt, when it is not there, cannot tell of: with the
# record, by which the next run ends it. libvirt may be about to be there again.
arriving_alone() {
    ! arriving_whole || return 0
    tries=0
    until case $(guest_now) in lost | dead) false ;; esac; do
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || return 0
        sleep 0.5
    done
    arriving_whole || arriving_undo
}

# From here on it is this host's. Can be said again. NUMBER as guest_start has it.
arriving_take() { # NUMBER
    record_phase handed || return 1
    case $(record_get ran),$(guest_now) in
    running,paused) virsh resume --domain "$uuid" >/dev/null || return 1 ;;
    running,'shut off' | running,crashed) guest_start "$1" || return 1 ;;
    paused,'shut off') guest_start "$1" --paused || return 1 ;;
    *,none | *,lost | *,dead)
        echo "guest $guest is $(guest_now)"
        return 1
        ;;
    esac
    snapshots_take || return 1
    [ "$(record_get autostart)" != yes ] || virsh autostart --domain "$uuid" >/dev/null
}

# Nothing is left to be known of it. STATE-DIR
arriving_end() {
    drained_write "$1" || return 1
    record_end
}
