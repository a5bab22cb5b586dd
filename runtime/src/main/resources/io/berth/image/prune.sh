# Removes all but the newest releases: DIR IMAGE RUN KEEP. What has an alias, is on a slot or is being read stays.
# shellcheck shell=sh
store_open "$1" "$2"
work_begin "$3"
release_prune "$4"
