# contents.sh PATH...
# Of each that is a directory: says full if there is something in it; NUL between them. 75: there is a mount point in one, or it
# is one.
first=yes
for path in "$@"; do
    [ -n "$first" ] || printf '\0'
    first=
    if [ ! -d "$path" ] || [ -L "$path" ]; then
        continue
    fi
    ! mounted_in "$path" || exit 75
    for entry in "$path"/* "$path"/.[!.]* "$path"/..?*; do
        if [ -e "$entry" ] || [ -L "$entry" ]; then
            echo full
            break
        fi
    done
done
