# An archive, a disk or a directory becomes a release: DIR IMAGE RUN ALIAS SOURCE FROM FORM DEVICES SIZE PACKING KIND [PATH]
# FORM: auto, tree, archive, disk. Without a PATH it comes on standard input, of the PACKING and KIND that is said.
# shellcheck shell=sh
store_open "$1" "$2"
run=$3 alias=$4 source=$5 from=$6 form=$7 devices=$8 size=$9
shift 9
packing=$1 kind=$2 path=${3:-}

if [ -n "$path" ]; then
    if [ -d "$path" ]; then
        packing=plain kind=directory
    else
        [ -f "$path" ] || fail "there is no $path" 'name an archive, a disk or a directory'
        said=$(archive_kind "$path")
        packing=${said% *} kind=${said#* }
        exec 4<"$path"
        size=$(stat -Lc %s -- "$path")
    fi
fi
case $kind-$form in
disk-auto) fail 'this is neither a tar or cpio archive nor a qcow2 disk' 'if it is the raw content of a disk, say form: disk' ;;
disk-disk | qcow2-disk | qcow2-auto) form=disk ;;
disk-* | qcow2-*) fail "a disk cannot be taken as $form" 'say form: disk' ;;
*-disk) fail "of $kind no disk is made here" 'say form: tree' ;;
*-auto) form=tree ;;
esac

work_begin "$run"
# Where this script has read to is what the one that unpacks has: they read the same open file.
if [ "$kind" != directory ] && [ -n "$path" ]; then
    (
        trap - EXIT
        while sleep 1 3>&- && read -r _ position <"/proc/$$/fdinfo/4"; do
            printf 'progress %s %s\n' "$position" "$size" >&3
        done
    ) >/dev/null 2>&1 4<&- 6>&- 8>&- &
    watch=$!
    undo="kill $watch"
fi
phase take
case $kind in
directory) tree_copy "$path" "$work/new/tree" ;;
disk | qcow2) disk_take "$packing" "$kind" "$work/new" <&4 ;;
*) archive_take "$packing" "$kind" "$work/new/tree" "$devices" <&4 ;;
esac
[ -z "$undo" ] || $undo || :
undo=
tree_form "$form"
release_seal "$form" "${file:-tree}" "$from" "$source" "$run" "$alias"
