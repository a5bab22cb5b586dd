# Lets an alias mean a release, or nothing: DIR IMAGE ALIAS NAME-OR-ALIAS|''
# shellcheck shell=sh
store_open "$1" "$2"
store_lock
if [ -n "$4" ]; then
    name=$(release_named "$4")
    [ -n "$name" ] || fail "there is no release '$4' of image $2" "'berth image list' shows those that are there"
    alias_put "$3" "$name"
else
    rm -f -- "$image/aliases/$3"
fi
sync -f "$image/aliases"
