# UUID DIRECTORY CONTAINS: a pool that is defined, active.
# shellcheck shell=sh

pool_start "$@"
