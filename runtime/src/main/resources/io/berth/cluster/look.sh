# shellcheck shell=sh
# What a host has and what runs on it: STATE-DIR. Changes nothing. Lines of a word and its values, then a line "domains" and libvirt's listing.
# Where libvirt does not answer, "lost" and why stand in its place. Programs of guests are looked for in /proc: they run whether libvirt knows of
# them or not, and when it is dead.
while read -r key value _; do
    case $key in
    MemTotal:) printf 'memory %s\n' "$value" ;;
    MemAvailable:) printf 'available %s\n' "$value" ;;
    esac
done </proc/meminfo
printf 'cpus %s\n' "$(getconf _NPROCESSORS_ONLN)"
read -r boot </proc/sys/kernel/random/boot_id
printf 'boot %s\n' "$boot"
page=$(getconf PAGESIZE)
# Its place among all programs: when it was started, in ticks since the boot, and how many KiB of memory it has in use.
process() { # /proc/PID -> sets started, resident; fails if it is gone
    stat=
    { while IFS= read -r line; do stat=$line; done <"$1/stat"; } 2>/dev/null || return 1
    [ -n "$stat" ] || return 1
    # behind its name, which may hold anything
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    started=${20} resident=$((${22} * (page / 1024)))
}
# a process may end while it is looked at
find /proc/[0-9]*/exe -maxdepth 0 \( -lname '*/qemu-system-*' -o -lname '*/qemu-kvm*' -o -lname '*/kvm' \) 2>/dev/null |
    while read -r exe; do
        pid=${exe%/exe}
        if words=$(base64 -w 0 "$pid/cmdline" 2>/dev/null) && [ -n "$words" ] && process "$pid"; then
            printf 'process %s %s %s %s\n' "${pid#/proc/}" "$started" "$resident" "$words"
        fi
    done
# a guest that was shut down to be moved has its disks to itself until it runs again, here or there
for record in "$1"/moves/out-*/record; do
    [ ! -s "$record" ] || awk '{ said[$1] = $2 } END { if (said["ran"] != "off" && said["phase"] == "moving") print "leaving", said["uuid"] }' "$record"
done
if seen=$(domains_seen); then
    echo domains
    list_domains "$seen"
else
    printf 'lost %s\n' "$(printf '%s' "$seen" | tr '\n' ' ')"
fi
