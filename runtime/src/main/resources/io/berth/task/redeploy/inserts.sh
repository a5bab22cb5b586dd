# What is laid over the new system's tree before it gets its identity: archives that come behind that on standard input (fd 4), each of
# which "insert PACKING KIND BYTES" tells.
# Runs in a directory of the script's own.
# shellcheck shell=sh
# shellcheck disable=SC2154  # staging: the script's own value

# Takes them, whole or not at all, before anything is done.
inserts_receive() {
    identity_said insert >inserts
    if [ -s inserts ]; then
        mkdir -p "${staging%/*}"
        mkdir -m 700 "$staging"
    fi
    number=0
    while read -r packed_by packed_as packed_bytes; do
        number=$((number + 1))
        dd bs=65536 count="$packed_bytes" iflag=fullblock,count_bytes status=none <&4 | overlay_take "$number" "$packed_by" "$packed_as" ''
    done <inserts
    exec 4<&-
}

inserts_lay() { # TREE
    [ -s inserts ] || return 0
    phase insert
    number=0
    while read -r _; do
        number=$((number + 1))
        overlay_lay "$number" "$1"
    done <inserts
}
