# remove.sh PATH recursive|''
# Removes a path, a directory with all in it if RECURSIVE; never anything that is mounted. 75: refused.
path=$1 recursive=$2
case $path in / | /*/.. | /*/../*) echo "$path is never removed" >&2 && exit 75 ;; esac
! mounted_in "$path" || exit 75
if [ ! -d "$path" ] || [ -L "$path" ]; then
    rm -f -- "$path"
elif [ -n "$recursive" ]; then
    rm -rf --one-file-system -- "$path"
else
    rmdir -- "$path"
fi
