# Makes the slots of one host dirty, each in the same way, leaves them running, and prints what the next turn must
# change: "old SLOT MACHINE-ID HOST-KEY". Called with name, MAC and disk of each slot.
# shellcheck shell=sh disable=SC2154  # mnt: slot_mount

# About 100 files deleted, 100 grown, 500 new; and one of each thing that a copy may fail to notice.
dirty() { # TREE
    (
        cd "$1" || exit
        # the same files on every host, whatever the order of their directories is
        # nothing that the guest needs in order to run
        find usr/share usr/lib/modules usr/lib/systemd usr/lib/udev var/lib/dpkg -type f | sort >"$list"
        awk 'NR % 50 == 0' "$list" | while IFS= read -r file; do rm -f -- "$file"; done
        awk 'NR % 50 == 25' "$list" | while IFS= read -r file; do echo dirty >>"$file"; done
        mkdir -p var/lib/bench-dirty
        for number in $(seq 500); do
            head -c 4096 /dev/urandom >"var/lib/bench-dirty/$number"
        done
        ln usr/bin/dpkg var/lib/bench-dirty/hard-link
        ln -s /etc/passwd var/lib/bench-dirty/link
        mkfifo var/lib/bench-dirty/fifo
        chmod u+s usr/bin/tail
        chown 1234:1234 usr/bin/head
        setfacl -m u:1234:r usr/bin/sort
        setcap cap_net_raw+ep usr/bin/cut
        setfattr -n user.bench -v dirty usr/bin/uniq
        mv usr/bin/wc usr/bin/wc.away
    )
}

main() {
    list=$(mktemp)
    while [ $# -gt 0 ]; do
        slot_off "$1"
        slot_mount "$3"
        read -r id <"$mnt/etc/machine-id"
        read -r type key _ <"$mnt/etc/ssh/ssh_host_ed25519_key.pub"
        dirty "$mnt"
        slot_unmount
        sync "$3"
        vir start "$1"
        slot_answers "$2" "$type $key"
        echo "old $1 $id $type $key"
        shift 3
    done
    rm -f "$list"
}

main "$@" </dev/null
