# Reads releases again and compares them with their digests: DIR IMAGE RUN NAME|''(all). Exit status 1: one is not what it was.
# shellcheck shell=sh
store_open "$1" "$2"
run=$3
if [ -n "$4" ]; then names=$(release_named "$4"); else names=$(releases); fi
[ -n "$names" ] || [ -z "$4" ] || fail "there is no release '$4' of image $2" "'berth image list' shows those that are there"
work_begin "$run"
bad=
for name in $names; do
    phase "$name"
    # one that is pruned meanwhile is none any more
    [ -n "$(release_named "$name")" ] || continue
    release_read "$name"
    form=$(told "$name" form) path=$image/releases/$name/$(told "$name" file)
    case $form in
    tree)
        wanted=$(told "$name" digest)
        found=$(digest_of tree "$path") || found=unreadable
        ;;
    *)
        wanted=$(told "$name" packed)
        found=$(sum_of "$path") || found=unreadable
        ;;
    esac
    if [ "$found" = "$wanted" ]; then
        say "$name is whole"
    else
        bad="$bad $name"
        say "$name is damaged: its digest is $found, not $wanted"
    fi
done
[ -z "$bad" ] || fail "damaged:$bad" 'make a new release, let the alias mean that one, and prune'
