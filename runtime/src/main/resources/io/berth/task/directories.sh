# directories.sh PATH...
# Says there, for each path that is a directory; NUL between them.
first=yes
for path in "$@"; do
    [ -n "$first" ] || printf '\0'
    first=
    [ ! -d "$path" ] || echo there
done
