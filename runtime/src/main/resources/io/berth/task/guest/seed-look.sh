# seed-look.sh STATE-DIR GUEST PATH...
# Says, for each three, the digest of what a guest's seed was made of; "seed" where that is not known, and it is one by its label; "other" where it is
# none; "absent". NUL between them.
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
        case $(blkid -p -o value -s LABEL -- "$3" 2>/dev/null) in
        cidata | CIDATA) echo seed ;;
        *) echo other ;;
        esac
    fi
    shift 3
done
