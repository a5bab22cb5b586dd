# What is made for a guest is put on record before it is there, so that nothing half-made stays. A path of a record that a definition
# of the host names, or that a file lies over, is in use, and stays; any other goes: when its maker fails, and where that was killed, when the
# next one begins, of whatever guest. The record of a guest that is deleted is the same: written first, it is done with once the definition is gone.
# So whatever takes a definition from this host, or a disk from one, though its disks are to stay sees to the records first (makings_end), under the guest's lock.
# shellcheck shell=sh

making_begin() { # RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST
    makes=$2/makes
    making=$makes/$5
    making_lock=$(slot_lock "$1" "$5")
    mkdir -p "$makes"
    makings_reap "$1"
    lock_until_end "$making_lock" "$4" "$3"
    trap making_end EXIT
    making_settle "$making" || fail "what an earlier run left of guest $5 cannot be cleared away" "is libvirt at work? $making names it"
}

# Whatever became of it: what is in use stays, what is not goes.
making_end() {
    trap '' HUP INT TERM PIPE
    making_settle "$making" || say "some of what $making names could not be cleared away: the next run tries again"
    unlock "$making_lock"
}

making_note() { # PATH: of what is not there yet
    if [ -e "$1" ] || [ -L "$1" ]; then fail "there is $1 already" "move it away, or choose another name"; fi
    printf '%s\n' "$1" >>"$making"
    sync "$making"
}

# All that was made is in use.
making_done() {
    rm -f -- "$making"
}

# An empty file that only its owner may read, on record.
making_file() { # PATH
    making_note "$1"
    (umask 077 && set -C && : >"$1") 2>/dev/null || {
        # whoever made it meanwhile, it is not ours
        grep -vxF -e "$1" "$making" >"$making.new" || true
        mv -fT "$making.new" "$making"
        fail "$1 cannot be made" "is its directory there, and writable?"
    }
}

# Records of makers that are no more.
makings_reap() { # RUN-DIR
    mkdir -p "$1/locks"
    for making_left in "$makes"/*; do
        case $making_left in *.new | "$makes/*") continue ;; esac
        (
            left_lock=$(slot_lock "$1" "${making_left##*/}")
            exec 9>>"$left_lock"
            if ! flock --nonblock 9; then
                lock_is_orphaned "$left_lock" || exit 0
                lock_end_orphans "$left_lock"
                flock --wait 5 9 || exit 0
            fi
            making_settle "$making_left"
        ) || say "what $making_left names could not be cleared away: the next run tries again"
    done
}

# Nothing of the guest is on record any more, under its present name or an earlier one. For who has its lock.
makings_end() { # RUN-DIR STATE-DIR GUEST
    makes=$2/makes
    [ -d "$makes" ] || return 0
    making_settle "$makes/$3" || fail "what an earlier run left of guest $3 cannot be cleared away" "is libvirt at work? $makes/$3 names it"
    makings_reap "$1"
}

making_settle() { # RECORD
    [ -s "$1" ] || { rm -f -- "$1" && return 0; }
    in_use=$(paths_in_use) || return 1
    kept=
    while IFS= read -r made; do
        case $made in
        */) rm -rf --one-file-system -- "$made" || kept=1 ;;
        *) path_is_used "$made" "$in_use" || volume_remove "$made" || kept=1 ;;
        esac
    done <"$1"
    [ -z "$kept" ] || return 1
    rm -f -- "$1"
}

# Files and devices of the host's definitions, as they run and as they are stored, and what lies under the qcow2 files of pools; a line each.
paths_in_use() {
    uuids=$(virsh list --all --uuid) || return 1
    definitions=$(list_with "$uuids" live=dumpxml 'stored=dumpxml --inactive') || return 1
    case $definitions in *"$(printf '\001')end$(printf '\001')"*) ;; *) return 1 ;; esac
    printf '%s\n' "$definitions" | sed -nE "s/.*<source[^>]* (file|dev|dir)='([^']*)'.*/\2/p; s/.*<nvram[^>]*>([^<]+)<.*/\1/p" |
        sed "s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&apos;/'/g; s/&amp;/\&/g"
    by_pool=$(printf '%s\n' "$definitions" | sed -nE "s/.*<source[^>]* pool='([^']*)' volume='([^']*)'.*/\1 \2/p" | sort -u)
    while read -r in_pool volume; do
        [ -z "$in_pool" ] || virsh vol-path --pool "$in_pool" "$volume" || return 1
    done <<P
$by_pool
P
    directories=$(pool_directories) || return 1
    while IFS= read -r directory; do
        [ -z "$directory" ] || bases_in "$directory"
    done <<P
$directories
P
}

bases_in() { # DIRECTORY -> what its qcow2 files lie over
    for over in "${1%/}"/* "${1%/}"/.[!.]*; do
        if [ -f "$over" ] && [ -r "$over" ] && qcow2_is "$over"; then qcow2_backing "$over" 2>/dev/null; fi
    done
}

path_is_used() { # PATH PATHS
    while IFS= read -r used; do
        if [ "$used" = "$1" ] || same_file "$used" "$1"; then return 0; fi
    done <<P
$2
$(bases_in "${1%/*}")
P
    return 1
}

volume_remove() { # PATH of a file or of a volume that libvirt knows
    [ -e "$1" ] || [ -L "$1" ] || return 0
    virsh vol-delete --vol "$1" >/dev/null 2>&1 || [ ! -f "$1" ] || rm -f -- "$1"
    [ ! -e "$1" ]
}

# A new volume, on record. A file takes no room before it is written to; devices have all of it from the first. On a directory that hosts share, another
# may make a file of that name at this moment: who made it is told by making it empty first, which libvirt does not do.
volume_make() { # POOL VOLUME BYTES FORMAT PATH
    case $5 in
    /dev/*)
        making_note "$5"
        patiently vol-create-as --pool "$1" --name "$2" --capacity "$3" --format "$4" >/dev/null || fail "volume $2 cannot be made in pool $1" "is there room in it?"
        ;;
    *)
        need qemu-img qemu-utils
        making_file "$5"
        qemu-img create -q -f "$4" -- "$5" "$3" || fail "volume $2 cannot be made in pool $1" "is there room in it?"
        sync -- "$5"
        pools_see "${5%/*}"
        ;;
    esac
}

# Has libvirt see what is new in the pools of these directories. A pool that is at work is asked again.
pools_see() { # DIRECTORY...
    pool_names | while IFS= read -r pool; do
        target=$(pool_directory "$pool")
        for directory; do
            [ "$target" = "$directory" ] || continue
            for try in 1 2 3 4 5; do
                if said=$(virsh pool-refresh --pool "$pool" 2>&1 >/dev/null); then break; fi
                [ "$try" != 5 ] || say "pool $pool does not refresh: $said"
                sleep 0.2
            done
        done
    done
}

# Bytes that a disk holds, holes left out.
disk_holds() { # FORMAT FILE
    qemu-img measure -f "$1" -O qcow2 "$2" | sed -n 's/^required size: //p'
}

room_for() { # BYTES DIRECTORY
    room=$(df --output=avail -B1 -- "$2" | tail -n 1)
    [ "$1" -le "$room" ] || fail "$2 has room for $((room >> 20)) MiB, and $(($1 >> 20)) MiB are needed" "make room there"
}

guest_is_off() { # UUID NAME
    state=$(virsh domstate --domain "$1") || fail "there is no guest $2" "berth guest list tells where it is"
    case $state in
    'shut off' | crashed) ;;
    *) refuse running "guest $2 is $state" "shut it down first: what it writes meanwhile would be half of it" ;;
    esac
}

guest_is_new() { # NAME
    ! virsh list --all --name | grep -qxF -e "$1" || refuse name "there is a guest $1 already" "choose another name"
}

# Standard input as a file that only root reads. Sets definition.
definition_taken() {
    definition=$(umask 077 && mktemp)
    # what was to be done at the end still is
    trap 'rm -f -- "$definition"; making_end' EXIT
    cat <&4 >"$definition"
}
