# Where the pools of a host have their volumes.
# shellcheck shell=sh

pool_directories() {
    pools=$(virsh pool-list --name) || return 1
    while IFS= read -r pool; do
        [ -z "$pool" ] || pool_directory "$pool"
    done <<P
$pools
P
}

pool_directory() { # POOL
    virsh pool-dumpxml --pool "$1" | sed -nE 's/.*<path>(.*)<\/path>.*/\1/p' | tail -n 1
}
