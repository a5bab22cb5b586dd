# Runs a script in the tree of a slot, which it finds as its working directory: said|quiet ro|rw whole|any TEXT NAME, then those of
# tree.sh, then the script's own ARGUMENTS. With whole the slot must have a whole system. The script has this one's standard input
# and output; with quiet that is all there is on it, and what is said goes to standard error.
# shellcheck shell=sh
# shellcheck disable=SC2154  # mnt: tree.sh sets it

exec 5>&1
[ "$1" != quiet ] || exec >&2 3>&2
how=$2 wants=$3 text=$4 name=$5
shift 5
tree_begin "$@"
shift $((6 + storage_words))
[ "$wants" != whole ] || tree_is_whole
tree_open "$how"
(cd "$mnt" && exec /bin/sh -euc "$text" "$name" "$@" <&4 >&5 5>&-)
tree_end
