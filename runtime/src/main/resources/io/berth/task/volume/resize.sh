# POOL-UUID PATH CAPACITY grow|shrink DOMAIN: a volume of another size; DOMAIN is the one that runs on it, empty: none does.
# shellcheck shell=sh
resize() {
    if [ -n "$5" ]; then
        virsh blockresize --domain "$5" --path "$2" --size "${3}B"
    elif [ "$4" = shrink ]; then
        patiently vol-resize --vol "$2" --capacity "$3" --shrink
    else
        patiently vol-resize --vol "$2" --capacity "$3"
    fi
    patiently pool-refresh --pool "$1"
}
alone "$1" resize "$@" >/dev/null
