# place.sh PATH MODE OWNERS BESIDE SOURCE FROM BACKUP [VALIDATE...]
# Puts a new file in the place of PATH, at once and whole: it is written beside and renamed. Its content is standard input, or
# that of the file SOURCE, or the file FROM beside it, which goes away. MODE and OWNERS (as chown takes them, or empty) are what it gets; what else there
# is of an old file, such as access lists, it keeps. BESIDE begins the names of files that a killed run left behind. BACKUP, if
# not empty, keeps the old file. VALIDATE is run with the new file as its last argument and must like it.
path=$1 mode=$2 owners=$3 beside=$4 source=$5 from=$6 backup=$7
shift 7
umask 077
[ -z "$source" ] || exec <"$source"

dir=${path%/*}
if [ ! -d "$dir/" ]; then
    echo "there is no directory ${dir:-/}" >&2
    exit 1
fi
if [ -d "$path" ] && [ ! -L "$path" ]; then
    echo "$path is a directory" >&2
    exit 1
fi
new=${from:-$dir/$beside.$$}
trap 'rm -f -- "$new"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

for old in "$dir/$beside".[0-9]*; do
    [ ! -f "$old" ] || [ -d "/proc/${old##*.}" ] || rm -f -- "$old"
done
if [ -z "$from" ]; then
    # not one that somebody has laid there
    set -C
    exec 3>"$new"
    set +C
fi
if [ -f "$path" ] && [ ! -L "$path" ]; then
    cp --attributes-only --preserve=all -- "$path" "$new" 2>/dev/null || chown -- "$(stat -c %u:%g -- "$path")" "$new"
    [ -z "$backup" ] || {
        kept=$path.$(date -u +%Y-%m-%dT%H:%M:%SZ)~
        cp -p -- "$path" "$kept"
        printf 'backup %s\n' "$kept"
    }
fi
[ -z "$owners" ] || chown -- "$owners" "$new"
# before it holds anything that others must not read
chmod -- "$mode" "$new"
if [ -z "$from" ]; then
    cat >&3
    exec 3>&-
    # writing drops set-id bits
    case $mode in 0???) ;; *) chmod -- "$mode" "$new" ;; esac
fi
if [ $# -gt 0 ] && ! "$@" "$new" </dev/null; then
    echo "$1 does not accept the new $path" >&2
    exit 65
fi
if [ ! -e "$path" ] && [ -e /sys/fs/selinux/enforce ]; then
    mv -fT -- "$new" "$path"
    restorecon -- "$path" || :
else
    mv -fT -- "$new" "$path"
fi
trap - EXIT
