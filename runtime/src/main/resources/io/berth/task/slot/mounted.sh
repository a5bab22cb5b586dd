# What this host has mounted where.
# shellcheck shell=sh

# -> device, filesystem and options of what is mounted there: "7:0 ext4 rw,noatime"; nothing if nothing is
mounted_at() { # DIRECTORY
    # the kernel writes white space and backslashes in octal
    AT=$(printf '%s' "$1" | sed 's/\\/\\134/g; s/ /\\040/g; s/\t/\\011/g') awk '
        $5 == ENVIRON["AT"] {
            for (i = 7; $i != "-"; i++) { }
            found = $3 " " $(i + 1) " " $6
        }
        END { if (found) print found }' </proc/self/mountinfo
}
