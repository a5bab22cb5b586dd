# shellcheck shell=sh
# All domains of the host: state, definition as it runs, definition as stored. Changes nothing.
seen=$(domains_seen) || {
    printf '%s\n' "$seen" >&2
    exit 1
}
list_domains "$seen"
