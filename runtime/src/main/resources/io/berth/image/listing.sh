# Lists the tree of a release on standard output: DIR IMAGE NAME. What is said goes to standard error.
# shellcheck shell=sh
exec 7>&1 >&2 3>&2
# shellcheck disable=SC2034  # build.sh has a use for it where there are any
steps=
store_open "$1" "$2"
release_read "$3"
form=$(told "$release" form) file=$image/releases/$release/$(told "$release" file)
work_begin list
case $form in
tree) tree_listed "$file" >&7 ;;
archive)
    mkdir "$work/new/tree"
    archive_plain "$file" | tar_take "$work/new/tree"
    tree_listed "$work/new/tree" >&7
    ;;
disk)
    tree=$work/new/tree
    cp --sparse=auto --reflink=auto -- "$file" "$work/new/${file##*/}"
    disk_open "$work/new/${file##*/}"
    tree_listed "$tree" >&7
    ;;
esac || fail "release $release cannot be read to its end" 'verify it'
