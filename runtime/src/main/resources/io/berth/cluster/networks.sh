# shellcheck shell=sh
# All networks of the host: definition as it runs, definition as stored, leases. Changes nothing.
uuids=$(virsh net-list --all --uuid)
list_with "$uuids" info=net-info live=net-dumpxml 'stored=net-dumpxml --inactive' leases=net-dhcp-leases
