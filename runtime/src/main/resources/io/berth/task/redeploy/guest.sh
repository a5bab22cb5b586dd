# The slot's domain, by its UUID: a name could be taken for a domain's id.
# shellcheck shell=sh

# --foreground: a child in a process group of its own would not be ended with the script.
vir() {
    timeout --foreground 60 virsh --quiet --connect qemu:///system "$@"
}

guest_uuid() { # NAME -> UUID of the persistent domain of exactly this name; nothing if there is none
    domains=$(vir list --all --persistent --uuid --name)
    while read -r uuid name; do
        if [ "$name" = "$1" ]; then echo "$uuid"; fi
    done <<D
$domains
D
}

guest_state() { # UUID -> "running", "shut off", ...
    vir domstate "$1"
}

guest_has_disk() { # UUID FILE
    disks=$(vir domblklist "$1" --inactive --details)
    while read -r _ _ _ path; do
        if [ "$path" = "$2" ] || same_file "$path" "$2"; then return 0; fi
    done <<D
$disks
D
    return 1
}

# Ends the script if anything but the domain named EXCEPT uses the disk: a running domain, as its disk or in its backing
# chain; without EXCEPT also a program that has locked the file, as every QEMU does.
disk_unused() { # FILE EXCEPT
    stats=$(vir domstats --list-active --block --backing --nowait --raw)
    while IFS= read -r line; do
        case $line in
        Domain:*) domain=${line#Domain: } ;;
        *block.*.path=*)
            path=${line#*.path=}
            if [ "$domain" != "'$2'" ] && { [ "$path" = "$1" ] || same_file "$path" "$1"; }; then
                refuse disk-in-use "$1 is used by the running domain $domain" "shut that domain down first"
            fi
            ;;
        esac
    done <<D
$stats
D
    [ -z "$2" ] || return 0
    inode=$(stat --format '%d %i' "$1")
    major_minor=${inode% *}
    inode=$(printf '%02x:%02x:%s' $((major_minor >> 8 & 0xfff)) \
        $((major_minor & 0xff | major_minor >> 12 & 0xfff00)) "${inode#* }")
    ! awk -v inode="$inode" '$6 == inode { found = 1 } END { exit !found }' </proc/locks ||
        refuse disk-in-use "$1 is locked by a program, as QEMU does" "end that program first: lslocks names it"
}

disk_unattached() { # FILE
    attached=$(loops_of "$1")
    [ -z "$attached" ] || refuse disk-in-use "$1 is attached to $attached, and not by berth" "losetup --detach it first"
}

guest_stop() { # UUID SECONDS destroy|fail
    state=$(guest_state "$1")
    [ "$state" != 'shut off' ] || return 0
    asked=$(now)
    end=$((asked + $2 * 100))
    pause=200
    case $state in
    running | idle | blocked | 'in shutdown') if [ "$2" -gt 0 ]; then guest_ask_down "$1"; fi ;;
    *) end=$asked ;; # paused, crashed: it cannot shut itself down
    esac
    while state=$(guest_state "$1") && [ "$state" != 'shut off' ]; do
        time=$(now)
        if [ "$time" -ge "$end" ]; then
            [ "$3" = destroy ] || fail "the guest is $state and has not shut down within $2 s" \
                "shut it down by hand, or let the playbook say that it may be destroyed"
            say "$state, not shut down within $2 s: destroying it"
            vir destroy "$1" >/dev/null || [ "$(guest_state "$1")" = 'shut off' ]
        elif [ "$time" -ge $((asked + pause)) ]; then
            pause=$((pause * 2)) # a guest that was still booting did not hear the first time
            guest_ask_down "$1"
        fi
        sleep 0.1
    done
}

# By its agent if that answers, else by the power button. A refusal of either is no failure: the deadline decides.
guest_ask_down() { # UUID
    if vir dumpxml "$1" | grep -q "name='org.qemu.guest_agent.0' state='connected'" &&
        timeout --foreground 10 virsh --quiet --connect qemu:///system shutdown "$1" --mode agent >/dev/null 2>&1; then
        return
    fi
    vir shutdown "$1" --mode acpi >/dev/null 2>&1 || true
}

# Where the guest may answer, one address a line: what was declared, what the network's DHCP server gave its MAC, what
# neighbours the host has seen. Leases may be stale: which of them is right, the host key tells.
guest_addresses() { # [NETWORK MAC ADDRESS]...
    while [ $# -ge 3 ]; do
        if [ -n "$3" ]; then
            echo "$3"
        else
            vir net-dhcp-leases --network="$1" --mac "$2" 2>/dev/null |
                while read -r _ _ _ _ lease _; do echo "${lease%/*}"; done
            ip neigh show 2>/dev/null | while read -r neighbour _ _ _ mac _; do
                if [ "$mac" = "$2" ]; then echo "$neighbour"; fi
            done
        fi
        shift 3
    done | sort -u | grep -v '^fe80:' || true
}

# Waits until ssh answers with this host key. An address that answers with another one is not it, or not yet.
guest_ready() { # UUID SECONDS HOST-KEY [NETWORK MAC ADDRESS]...
    uuid=$1 within=$2 key=$3
    shift 3
    begun=$(now)
    end=$((begun + within * 100))
    look=$begun
    seen='no address: no DHCP lease yet'
    while time=$(now) && [ "$time" -lt "$end" ]; do
        addresses=$(guest_addresses "$@" | paste -s -d ' ')
        if [ -n "$addresses" ]; then
            # shellcheck disable=SC2086
            answers=$(ssh-keyscan -T 2 -t ed25519 -- $addresses 2>/dev/null) || true
            answered=$(printf '%s\n' "$answers" | while read -r from answer; do
                if [ "$answer" = "$key" ]; then echo "$from"; fi
            done | head -n 1)
            if [ -n "$answered" ]; then
                fact address "$answered"
                fact ready-hundredths $(($(now) - begun))
                return
            fi
            if [ -n "$answers" ]; then
                seen="$addresses answered with another host key"
            else
                seen="no ssh answer from $addresses"
            fi
        fi
        if [ "$time" -gt $((look + 200)) ]; then
            look=$time
            [ "$(guest_state "$uuid")" != 'shut off' ] ||
                fail "the guest went off again while it should have come up" "look at its console and log"
        fi
        sleep 0.1
    done
    fail "ssh did not answer with the new host key within $within s ($seen)" \
        "look at the guest's console: virsh console; the slot itself is deployed"
}
