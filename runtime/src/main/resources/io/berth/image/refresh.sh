# Makes a new release as the image's recipe says: DIR IMAGE RUN ALIAS FORM KEEP STEPS-SCRIPT BUNDLE FROM ORIGIN...
# BUNDLE: so many bytes of standard input are a tar with the directories steps and check. ORIGIN:
#   bootstrap SUITE MIRROR VARIANT PACKAGE,…    image IMAGE RELEASE    host PATH
#   stream PACKING KIND SIZE, of the rest of standard input            url URL SHA256
# shellcheck shell=sh
store_open "$1" "$2"
run=$3 alias=$4 form=$5 keep=$6 steps=$7 bundle=$8 from=$9
shift 9
work_begin "$run"
tree=$work/new/tree
mkdir "$work/bundle"
dd bs=65536 count="$bundle" iflag=fullblock,count_bytes status=none <&4 | tar --extract --file=- --directory="$work/bundle"

phase take
case $1 in
bootstrap) bootstrap "$2" "$3" "$4" "$5" ;;
image) (
    image=${image%/*}/$2
    release_read "$3"
    path=$image/releases/$release/$(told "$release" file)
    case $(told "$release" form) in
    tree) tree_copy "$path" "$tree" ;;
    archive) mkdir "$tree" && archive_plain "$path" | tar_take "$tree" ;;
    disk) cp --sparse=auto --reflink=auto -- "$path" "$work/new/${path##*/}" ;;
    esac
) ;;
host)
    if [ -d "$2" ]; then
        tree_copy "$2" "$tree"
    else
        [ -f "$2" ] || fail "there is no $2" 'name an archive, a disk or a directory'
        kind=$(archive_kind "$2")
        take "${kind% *}" "${kind#* }" <"$2"
    fi
    ;;
stream) take "$2" "$3" <&4 ;;
url)
    # as it comes, and none of it counts unless all of it is what it should be
    download "$2" "$3"
    kind=$(archive_kind "$work/download")
    take "${kind% *}" "${kind#* }" <"$work/download"
    rm -f "$work/download"
    ;;
esac
if [ "$form" = disk ]; then
    [ ! -e "$tree" ] || fail 'what this image is made of is no disk' "leave out form: disk"
    for file in "$work"/new/disk.*; do file=${file##*/}; done
else
    [ -e "$tree" ] || disk_open "$work"/new/disk.*
    do_steps change steps
    do_steps check check
    tree_form "$form"
fi
release_seal "$form" "$file" "$from" '' "$run" "$alias"
[ "$keep" -lt 1 ] || release_prune "$keep"
