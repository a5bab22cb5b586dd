# Loop devices: the kernel has one set of them for all hosts, and they outlive a host that loses power.
# A device belongs to a host when its file lies on a filesystem only that host has, or in the host's directory.
# shellcheck shell=sh

loops_filesystems() { # PID -> device numbers of the filesystems that only that process's mount namespace has
    awk '{print $3}' "/proc/$1/mountinfo" 2>/dev/null | sort -u | while read -r device; do
        grep -q "^[0-9]* [0-9]* $device " /proc/self/mountinfo || printf '%s\n' "$device"
    done
}

loops_of() { # HOST -> its loop devices
    own=$RUN/hosts/$1
    disk=$(stat -c %Hd:%Ld "$own")
    losetup --list --noheadings --output NAME,BACK-MAJ:MIN,BACK-INO 2>/dev/null | while read -r loop device inode; do
        if grep -qxF "$device" "$own/filesystems" 2>/dev/null ||
            { [ "$device" = "$disk" ] && [ -n "$(find "$own" -xdev -inum "$inode" -print -quit 2>/dev/null)" ]; }; then
            printf '%s\n' "$loop"
        fi
    done
}

# Partitions first, else a stale node spoils the next use of the device. Held open, a device is nobody else's if it still belongs
# to the host; before, it may have gone with the host's mounts and been taken again.
loops_release() { # HOST
    for loop in $(loops_of "$1"); do
        { command exec 8<"$loop"; } 2>/dev/null || continue
        if loops_of "$1" | grep -qxF "$loop"; then
            tries=0
            while [ $tries -lt 20 ]; do
                tries=$((tries + 1))
                partx -d "$loop" 2>/dev/null || true
                [ -z "$(find "/sys/block/${loop#/dev/}" -maxdepth 1 -name 'loop*p*' -print -quit)" ] && break
                sleep 0.1 # its filesystems are still being unmounted
            done
            losetup -d "$loop" 2>/dev/null || true # at its last close, that is: fd 8
        fi
        exec 8<&-
    done
}
