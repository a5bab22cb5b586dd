# Shuts guests of a host down: NAME...
# shellcheck shell=sh

for guest; do slot_off "$guest"; done </dev/null
