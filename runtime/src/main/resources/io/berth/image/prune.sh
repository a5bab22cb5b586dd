# Removes all but the newest releases: DIR IMAGE RUN KEEP. What has an alias, is on a slot or is being read stays.
# shellcheck shell=sh
store_open "$1" "$2"
keep=$4
work_begin "$3"
store_lock
prunable "$keep" >"$work/list"
while read -r name; do
    mv -T "$image/releases/$name" "$work/$name"
    say "removed $name"
done <"$work/list"
find "$image/sources" -xtype l -delete
store_unlock
