# The guest is off: UUID NAME SECONDS fail|destroy.
# shellcheck shell=sh
guest_stop "$@"
