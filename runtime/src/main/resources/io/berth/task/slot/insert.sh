# Lays something over a slot's tree: those of tree.sh, then TO directory|archive|stream SOURCE PACKING KIND. TO: where in the tree, from
# its root, without slashes at its ends; SOURCE: a directory or an archive of this host; a stream is standard input, of that PACKING and
# KIND.
# shellcheck shell=sh
# shellcheck disable=SC2154  # mnt: tree.sh sets it

tree_begin "$@"
shift $((6 + storage_words))
to=$1 what=$2 source=$3 packing=$4 form=$5

# before the slot is touched
phase take
case $what in
directory) overlay_copy 1 "$source" "$to" ;;
archive)
    [ -f "$source" ] || fail "there is no file $source on this host" "name a directory or an archive that is there"
    told=$(archive_kind "$source")
    case $told in *' tar' | *' cpio') ;; *) fail "$source is neither a tar nor a cpio archive" "name a directory or an archive" ;; esac
    overlay_take 1 "${told% *}" "${told#* }" "$to" <"$source"
    ;;
stream) overlay_take 1 "$packing" "$form" "$to" <&4 ;;
esac
tree_open rw
phase insert
overlay_lay 1 "$mnt"
tree_end
