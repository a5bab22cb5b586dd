# tree-look.sh DIRECTORY all|''
# Looks at what standard input names, one a line, in a directory. Says first what DIRECTORY itself is: absent, other, or its
# state. Then of each that is there  TYPE-AND-MODE UID GID SIZE USER GROUP NAME;  behind a line "sums" what sha256sum says of
# the files; behind "links" of each link its name and its target, a line each. With ALL at last, behind "all", all names there
# are, each ended by NUL.
directory=$1 all=$2
if [ -L "$directory" ] || { [ -e "$directory" ] && [ ! -d "$directory" ]; }; then
    echo other
    exit
fi
[ -d "$directory" ] || { echo absent && exit; }
stat -c '%f %u %g %s %U %G .' -- "$directory"
cd -- "$directory" || exit
names=$(cat)
given() {
    [ -z "$names" ] || printf '%s\n' "$names" | tr '\n' '\0'
}
# what is missing is not told
given | xargs -0 stat -c '%f %u %g %s %U %G %n' -- 2>/dev/null || :
echo sums
# shellcheck disable=SC2016 # for the inner shell
given | xargs -0 -n 500 sh -euc '
    count=$#
    for name; do
        [ -L "$name" ] || [ ! -f "$name" ] || set -- "$@" "$name"
    done
    shift "$count"
    [ $# -eq 0 ] || sha256sum -- "$@"' sh
echo links
# shellcheck disable=SC2016
given | xargs -0 sh -euc '
    for name; do
        [ ! -L "$name" ] || printf "%s\n%s\n" "$name" "$(readlink -- "$name" | tr "\n" "?")"
    done' sh
echo all
[ -z "$all" ] || find . -mindepth 1 -print0
