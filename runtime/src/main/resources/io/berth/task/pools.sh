# shellcheck shell=sh
# All pools of the host. Changes nothing.
uuids=$(virsh pool-list --all --uuid)
list_with "$uuids" info=pool-info xml=pool-dumpxml
