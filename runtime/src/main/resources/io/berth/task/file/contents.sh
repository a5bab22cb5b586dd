# contents.sh PATH
# Of a directory: says full if there is something in it. 75: there is a mount point in it, or it is one.
path=$1
[ -d "$path" ] && [ ! -L "$path" ] || exit 0
! mounted_in "$path" || exit 75
for entry in "$path"/* "$path"/.[!.]* "$path"/..?*; do
    if [ -e "$entry" ] || [ -L "$entry" ]; then
        echo full
        exit
    fi
done
