# POOL-UUID PATH...: volumes gone.
# shellcheck shell=sh
pool=$1
shift
delete() {
    for path in "$@"; do
        patiently vol-delete --vol "$path"
    done
    patiently pool-refresh --pool "$pool"
}
alone "$pool" delete "$@" >/dev/null
