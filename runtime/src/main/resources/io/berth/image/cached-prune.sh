# Removes releases of an image from this host's cache, but for the newest, what its slots have, and what is being read: DIR IMAGE RUN KEEP.
# shellcheck shell=sh
store_open "$1" "$2"
work_begin "$3"
release_prune "$4" unnamed
find "$image/aliases" -xtype l -delete
