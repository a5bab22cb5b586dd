# shellcheck shell=sh
# One call of virsh: its words.
virsh "$@"
