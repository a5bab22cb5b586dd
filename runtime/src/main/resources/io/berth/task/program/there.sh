# there.sh PATH...
# Says there, for each path that is; NUL between them.
first=yes
for path in "$@"; do
    [ -n "$first" ] || printf '\0'
    first=
    [ ! -e "$path" ] || echo there
done
