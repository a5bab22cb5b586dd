# Writes a directory of the tree that is the working directory as a tar on standard output: PATH, from there, '' for all of it; PACKING.
# No link of the tree is followed. What is said goes to standard error.
# shellcheck shell=sh
exec 7>&1 >&2 3>&2
path=$1 packing=$2 work=
need tar tar
need_packing "$packing"
way=. rest=$path/
while [ -n "$rest" ]; do
    way=$way/${rest%%/*}
    rest=${rest#*/}
    [ ! -L "$way" ] || fail "/${way#./} in the slot is a symbolic link: it is not followed" "name where it leads to: $(readlink -- "$way")"
    [ -d "$way" ] || fail "the slot has no directory /${way#./}" "name one that is there"
done
tell_sockets "./$path"
# a pipe would not tell that tar failed
whole=$({ { tar_make "./$path" --one-file-system --exclude=./lost+found 7>&- && echo whole >&8; } | stream_packed "$packing" >&7 8>&-; } 8>&1)
[ "$whole" = whole ] || fail "the directory cannot be read to its end" "look for errors of the disk in the host's kernel log"
