# Writes a release on standard output: DIR IMAGE NAME FORMAT. FORMAT: the end of a file's name, tar, tar.gz, tar.zst, tar.xz, raw,
# qcow2. The lines of what happens go to standard error.
# shellcheck shell=sh
exec 7>&1 >&2 3>&2
store_open "$1" "$2"
format=$4
release_read "$3"
form=$(told "$release" form) file=$image/releases/$release/$(told "$release" file)
case $form-$format in
disk-raw | disk-qcow2 | tree-tar* | archive-tar*) ;;
*) fail "a release that is $form is not written as $format" 'a disk as raw or qcow2, the others as tar, tar.gz, tar.zst, tar.xz' ;;
esac
work_begin export
case $form-$format in
disk-"${file##*.}" | archive-"${file##*/archive.}") cat "$file" >&7 ;;
disk-*)
    need qemu-img qemu-utils
    qemu-img convert -O "$format" -f "${file##*.}" "$file" "$work/disk" >/dev/null || fail 'the disk cannot be converted' "$(room)"
    cat "$work/disk" >&7
    ;;
*)
    packing=$(packing_of_name "$format")
    need_packing "$packing"
    case $form in
    tree)
        tell_sockets "$file"
        { tar_make "$file" || : >"$work/broken"; } | stream_packed "$packing" >&7 || fail 'it cannot be written' ''
        ;;
    archive) { archive_plain "$file" || : >"$work/broken"; } | stream_packed "$packing" >&7 || fail 'it cannot be written' '' ;;
    esac
    [ ! -e "$work/broken" ] || fail 'the release cannot be read to its end' 'verify it'
    ;;
esac
