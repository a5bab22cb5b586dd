# Where the pools of a host have their volumes.
# shellcheck shell=sh

# virsh pads the names.
pool_names() {
    padded=$(virsh pool-list --name) || return 1
    printf '%s\n' "$padded" | sed 's/ *$//; /^$/d'
}

pool_directories() {
    pools=$(pool_names) || return 1
    while IFS= read -r pool; do
        [ -z "$pool" ] || pool_directory "$pool" || return 1
    done <<P
$pools
P
}

pool_directory() { # POOL
    described=$(virsh pool-dumpxml --pool "$1") || return 1
    printf '%s\n' "$described" | sed -nE 's/.*<path>(.*)<\/path>.*/\1/p' | tail -n 1
}
