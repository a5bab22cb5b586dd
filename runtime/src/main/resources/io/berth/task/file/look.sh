# look.sh PATH SIZE DIGEST MOST FOLLOW
# Says what PATH is, and changes nothing. First line: where it leads, if that is asked for by FOLLOW and it is a link.
# Then  absent,  or  TYPE-AND-MODE UID GID SIZE USER GROUP DEVICE:INODE,  the SHA-256 of a file of SIZE bytes (*: of any), and
# the target of a link or, unless it has that DIGEST and is longer than MOST bytes, a file's content in base64.
path=$1 wanted=$2 known=$3 most=$4 follow=$5
if [ -n "$follow" ] && [ -L "$path" ]; then
    path=$(readlink -f -- "$path") || { echo "a part of where $1 leads is missing" >&2 && exit 1; }
    case $path in *'
'*) echo "$1 leads to a name with a line end" >&2 && exit 1 ;; esac
    printf '%s\n' "$path"
else
    echo
fi
if [ ! -e "$path" ] && [ ! -L "$path" ]; then
    echo absent
    exit
fi
seen=$(stat -c '%f %u %g %s %U %G %d:%i' -- "$path")
printf '%s\n' "$seen"
if [ -L "$path" ]; then
    echo
    readlink -- "$path"
elif [ -f "$path" ]; then
    size=${seen#* * * }
    size=${size%% *}
    digest=
    if [ "$wanted" = '*' ] || [ "$wanted" = "$size" ]; then
        digest=$(sha256sum <"$path")
        digest=${digest%% *}
    fi
    printf '%s\n' "$digest"
    if [ "$size" -le "$most" ] && { [ -z "$digest" ] || [ "$digest" != "$known" ]; }; then
        echo content
        base64 <"$path"
    fi
fi
