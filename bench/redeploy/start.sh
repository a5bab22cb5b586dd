# Starts the slots of one host. Called with name, MAC and disk of each.
# shellcheck shell=sh

main() {
    while [ $# -gt 0 ]; do
        vir start "$1"
        shift 3
    done
}

main "$@" </dev/null
