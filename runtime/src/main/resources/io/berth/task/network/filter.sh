# shellcheck shell=sh
# NAME: a filter as libvirt has it; nothing: it has none of that name. Changes nothing.
virsh nwfilter-list >/dev/null
virsh nwfilter-dumpxml --nwfilter "$1" 2>/dev/null || :
