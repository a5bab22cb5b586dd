# Lists the tree in a directory on standard output: DIRECTORY. What is said goes to standard error.
# shellcheck shell=sh
exec 7>&1 >&2 3>&2
[ -d "$1" ] || fail "there is no directory $1" "build the image, or mount its store"
tree_listed "$1" >&7 || fail "$1 cannot be read to its end" "look for errors of the disk in the host's kernel log"
