# there.sh -e|-d PATH...
# Says there, for each pair of a test and a path of which it holds: anything is there, a directory is; NUL between them.
first=yes
while [ $# -ge 2 ]; do
    [ -n "$first" ] || printf '\0'
    first=
    ! test "$1" "$2" || echo there
    shift 2
done
