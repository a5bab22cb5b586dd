# The slot's domain, by its UUID: a name could be taken for a domain's id.
# shellcheck shell=sh

guest_uuid() { # NAME -> UUID of the persistent domain of exactly this name; nothing if there is none
    domains=$(virsh list --all --persistent --uuid --name)
    while read -r uuid name; do
        if [ "$name" = "$1" ]; then echo "$uuid"; fi
    done <<D
$domains
D
}

# In one call, where a look is all that is wanted.
guest_named() { # NAME -> the state of the persistent domain of exactly this name, as guest_state says it; nothing if there is none
    stated=$(virsh domstats --list-persistent --state --nowait --raw) || return
    named=
    while read -r line; do
        case $named,$line in
        *,"Domain: '$1'") named=yes ;;
        yes,state.state=*)
            case ${line#*=} in
            1) echo running ;;
            2) echo idle ;;
            3) echo paused ;;
            4) echo 'in shutdown' ;;
            5) echo 'shut off' ;;
            6) echo crashed ;;
            7) echo pmsuspended ;;
            *) echo 'no state' ;;
            esac
            return
            ;;
        esac
    done <<D
$stated
D
}

guest_state() { # UUID -> "running", "shut off", ...; a transient domain is gone once it is off
    virsh domstate --domain "$1" && return
    # only libvirt's own word counts, not that it does not answer
    all=$(virsh list --all --uuid) || return
    ! printf '%s\n' "$all" | grep -qxF -e "$1" || return 1
    echo 'shut off'
}

guest_has_disk() { # UUID FILE
    disks=$(virsh domblklist "$1" --inactive --details)
    while read -r _ _ _ path; do
        if [ "$path" = "$2" ] || same_file "$path" "$2" || same_device "$path" "$2"; then return 0; fi
    done <<D
$disks
D
    return 1
}

guest_stop() { # UUID NAME SECONDS destroy|fail
    stopped=
    state=$(guest_state "$1")
    [ "$state" != 'shut off' ] || return 0
    # shellcheck disable=SC2034
    stopped=yes
    asked=$(now)
    end=$((asked + $3 * 100))
    # a guest that is still booting does not hear the first time
    pause=$(($3 < 4 ? $3 * 50 : 200))
    case $state in
    running | idle | blocked | 'in shutdown') if [ "$3" -gt 0 ]; then guest_ask_down "$1"; fi ;;
    *) end=$asked ;; # paused, crashed: it cannot shut itself down
    esac
    asked_libvirt=$asked
    while :; do
        time=$(now)
        # libvirt is asked when the program is gone, and now and then: each call of virsh takes from what the guest shuts down with
        if ! guest_program "$2" || [ "$time" -ge $((asked_libvirt + 100)) ] || [ "$time" -ge "$end" ]; then
            state=$(guest_state "$1") || fail "libvirt does not tell the state of domain $2" "look whether libvirtd runs"
            [ "$state" != 'shut off' ] || break
            asked_libvirt=$time
        fi
        if [ "$time" -ge "$end" ]; then
            say "the guest is $state"
            [ "$4" = destroy ] || fail "domain $2 has not shut down within $3 s" \
                "look at its console, give it more time, or let the playbook say that it may be destroyed"
            virsh destroy --domain "$1" >/dev/null || [ "$(guest_state "$1")" = 'shut off' ]
            say 'powered off'
        elif [ "$time" -ge $((asked + pause)) ]; then
            pause=$((pause * 2))
            guest_ask acpi "$1"
        fi
        sleep 0.1
    done
}

# Whether its program runs, by libvirt's own note of which it is; 1 also where there is no such note.
guest_program() { # NAME
    pid=
    { read -r pid || [ -n "$pid" ]; } 2>/dev/null <"/run/libvirt/qemu/$1.pid" || return 1
    [ -d "/proc/$pid" ]
}

# By its agent if that answers, else by the power button.
guest_ask_down() { # UUID
    if virsh qemu-agent-command --domain "$1" --timeout 3 '{"execute":"guest-ping"}' >/dev/null 2>&1; then
        guest_ask agent "$1"
    else
        guest_ask acpi "$1"
    fi
}

# That it is refused is no failure: the deadline decides.
guest_ask() { # agent|acpi UUID
    say "asked to shut down by $1"
    # by its agent it takes as long as the guest does
    (virsh_seconds=10 && virsh shutdown --domain "$2" --mode "$1") >/dev/null 2>&1 || true
}
