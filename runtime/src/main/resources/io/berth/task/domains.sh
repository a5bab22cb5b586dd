# shellcheck shell=sh
# All domains of the host: state, definition as it runs, definition as stored. Changes nothing.
uuids=$(virsh list --all --uuid)
list_with "$uuids" info=dominfo live=dumpxml 'stored=dumpxml --inactive --security-info' 'snapshots=snapshot-list --name'
