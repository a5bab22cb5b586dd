# seed-look.sh STATE-DIR GUEST PATH...
# Says, for each three, the digest of what a guest's seed was made of; "other" where there is one that berth did not make; "absent". NUL between them.
# shellcheck shell=sh
first=yes
while [ $# -ge 3 ]; do
    [ -n "$first" ] || printf '\0'
    first=
    if [ ! -e "$3" ]; then
        echo absent
    elif [ -f "$1/seeds/$2.made" ] && read -r digest path <"$1/seeds/$2.made" && [ "$path" = "$3" ]; then
        echo "$digest"
    else
        echo other
    fi
    shift 3
done
