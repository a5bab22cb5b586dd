# shellcheck shell=sh

# mounted_in PATH [below]: whether something is mounted below PATH or, unless BELOW is said, there; says where. The kernel
# writes white space and backslashes in its list as octal numbers.
mounted_in() {
    [ -r /proc/self/mountinfo ] || return 1
    above=$(readlink -f -- "${1%/*}/")
    place=$(printf '%s\n' "${above%/}/${1##*/}" | sed -e ':all' -e '$!{N' -e 'b all' -e '}' -e 's/\\/\\134/g' \
        -e 's/ /\\040/g' -e 's/\t/\\011/g' -e 's/\n/\\012/g')
    while read -r _ _ _ _ mount _; do
        case ${2-}$mount in
        "$place" | "${2-}$place"/*)
            printf '%s is a mount point\n' "$mount" >&2
            return 0
            ;;
        esac
    done </proc/self/mountinfo
    return 1
}
