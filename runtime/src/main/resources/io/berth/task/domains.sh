# shellcheck shell=sh
# All domains of the host: state, definition as it runs, definition as stored. Changes nothing.
uuids=$(virsh list --all --uuid)
list_domains "$uuids"
