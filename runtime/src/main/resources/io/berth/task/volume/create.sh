# POOL-UUID VOLUME CAPACITY ALLOCATION FORMAT: an empty volume of so many bytes; FORMAT empty where the pool has none.
# shellcheck shell=sh
claim "$1" "$2"
create() {
    if [ -n "$5" ]; then
        patiently vol-create-as --pool "$1" --name "$2" --capacity "$3" --allocation "$4" --format "$5"
    else
        patiently vol-create-as --pool "$1" --name "$2" --capacity "$3" --allocation "$4"
    fi
}
alone "$1" create "$@" >/dev/null
