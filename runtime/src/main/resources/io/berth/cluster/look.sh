# shellcheck shell=sh
# What a host has and what runs on it; changes nothing. Lines of a word and its values, then a line "domains" and libvirt's listing.
# Where libvirt does not answer, "lost" and why stand in its place. Programs of guests are looked for in /proc: they run whether libvirt knows of
# them or not, and when it is dead.
while read -r key value _; do
    case $key in
    MemTotal:) printf 'memory %s\n' "$value" ;;
    MemAvailable:) printf 'available %s\n' "$value" ;;
    esac
done </proc/meminfo
printf 'cpus %s\n' "$(getconf _NPROCESSORS_ONLN)"
# a process may end while it is looked at
find /proc/[0-9]*/exe -maxdepth 0 \( -lname '*/qemu-system-*' -o -lname '*/qemu-kvm*' -o -lname '*/kvm' \) 2>/dev/null |
    while read -r exe; do
        words=$(base64 -w 0 "${exe%/exe}/cmdline" 2>/dev/null) || continue
        pid=${exe%/exe}
        if [ -n "$words" ]; then printf 'process %s %s\n' "${pid#/proc/}" "$words"; fi
    done
if uuids=$(virsh list --all --uuid 2>&1); then
    echo domains
    list_with "$uuids" info=dominfo live=dumpxml 'stored=dumpxml --inactive --security-info' 'snapshots=snapshot-list --name'
else
    printf 'lost %s\n' "$(printf '%s' "$uuids" | tr '\n' ' ')"
fi
