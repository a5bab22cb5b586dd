# has.sh
# Whether rsync is installed.
command -v rsync >/dev/null
