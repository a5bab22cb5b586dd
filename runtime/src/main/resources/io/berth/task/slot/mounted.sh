# What this host has mounted where.
# shellcheck shell=sh

# -> device, filesystem, options and source of what is mounted there: "7:0 ext4 rw,noatime /dev/loop0"; nothing if nothing is
mounted_at() { # DIRECTORY
    # the kernel writes white space and backslashes in octal
    AT=$(printf '%s' "$1" | sed 's/\\/\\134/g; s/ /\\040/g; s/\t/\\011/g') awk '
        $5 == ENVIRON["AT"] {
            for (i = 7; $i != "-"; i++) { }
            found = $3 " " $(i + 1) " " $6 " " $(i + 2)
        }
        END { if (found) print found }' </proc/self/mountinfo
}

mounted_number() { # DIRECTORY -> number of the block device that is mounted there; nothing if none is
    is=$(mounted_at "$1")
    case $is in
    *' btrfs '*) block_number "${is##* }" ;; # which may be on several devices, and has a number of its own
    *) echo "${is%% *}" ;;
    esac
}
