# POOL-UUID: libvirt looks into a pool again.
# shellcheck shell=sh
alone "$1" patiently pool-refresh --pool "$1" >/dev/null
