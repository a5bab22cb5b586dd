# A pool active, if what it has mounted is the store that it should be.
# shellcheck shell=sh

pool_start() { # POOL DIRECTORY CONTAINS
    virsh pool-start --pool "$1"
    if [ -n "$3" ] && [ ! -e "$2/$3" ]; then
        virsh pool-destroy --pool "$1"
        echo "there is no $3 in what is mounted at $2: this is not the store it should be" >&2
        exit 1
    fi
}
