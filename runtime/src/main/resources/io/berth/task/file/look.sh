# look.sh [PATH SIZE DIGEST MOST FOLLOW]...
# Says of each PATH what it is, NUL between them, and changes nothing. First line: where it leads, if that is asked for by FOLLOW
# and it is a link. Then  absent,  or  TYPE-AND-MODE UID GID SIZE USER GROUP DEVICE:INODE TIME-OF-CHANGE,  the SHA-256 of a file of SIZE
# bytes (*SIZE: and of any that is not large; *: of any), and the target of a link or, unless it has that DIGEST and is longer than MOST bytes, a file's content in base64.
# However many paths: one process looks at all, one takes all digests, one reads all links.

# What is known of each path is in variables that end with its number; lists of numbers and of lines are split at line ends.
# shellcheck disable=SC2034,SC2154 # read and set by eval
newline='
'
set -f
IFS=$newline

# keep NAME NUMBERS COMMAND...: runs the command with the paths that have these numbers; keeps in NAME_NUMBER the line that it
# writes of each. Fails if it does not write one of each.
keep() {
    name=$1 numbers=$2
    shift 2
    words=
    for number in $numbers; do words="$words \"\$path_$number\""; done
    lines=$(eval "\"\$@\" -- $words" && echo .) || return 1
    lines=${lines%.}
    case $newline$lines in *"$newline$newline"*) return 1 ;; esac
    for line in $lines; do
        [ -n "$numbers" ] || return 1
        eval "${name}_${numbers%%"$newline"*}=\$line"
        numbers=${numbers#*"$newline"}
    done
    [ -z "$numbers" ]
}

# digests NUMBERS: of files with these numbers, into sum_NUMBER. openssl takes a quarter of the time of sha256sum, but is longer in starting.
digests() {
    if [ -n "$large" ] && command -v openssl >/dev/null 2>&1; then
        keep sum "$1" openssl dgst -sha256 -r
    else
        keep sum "$1" sha256sum
    fi
}

# From 10 MB on.
is_large() { # SIZE
    case $1 in ????????*) ;; *) return 1 ;; esac
}

is_summed() { # SIZE WANTED
    case $2 in
    '*' | "$1" | "*$1") ;;
    '*'*) ! is_large "$1" ;;
    *) return 1 ;;
    esac
}

count=0 there='' files='' links='' large=''
while [ $# -gt 0 ]; do
    count=$((count + 1))
    path=$1 real=
    if [ -n "$5" ] && [ -L "$path" ]; then
        path=$(readlink -f -- "$path") || { echo "a part of where $1 leads is missing" >&2 && exit 1; }
        case $path in *"$newline"*) echo "$1 leads to a name with a line end" >&2 && exit 1 ;; esac
        real=$path
    fi
    if [ -e "$path" ] || [ -L "$path" ]; then
        there=$there$count$newline
    fi
    eval "path_$count=\$path real_$count=\$real seen_$count=absent size_$count=\$2 known_$count=\$3 most_$count=\$4 sum_$count="
    shift 5
done

[ -z "$there" ] || keep seen "$there" stat -c '%f %u %g %s %U %G %d:%i %z'
for number in $there; do
    eval "path=\$path_$number seen=\$seen_$number wanted=\$size_$number"
    size=${seen#* * * }
    size=${size%% *}
    eval "size_$number=\$size"
    case $seen in
    8???' '*)
        if is_summed "$size" "$wanted"; then
            case $path in
            *"$newline"*) eval "sum_$number=\$(sha256sum <\"\$path\")" ;;
            *) files=$files$number$newline ;;
            esac
            ! is_large "$size" || large=yes
        fi
        ;;
    a???' '*) links=$links$number$newline ;;
    esac
done
[ -z "$files" ] || digests "$files"
# Where a target has more than a line, or there is a readlink that takes but one path, each is read by itself.
[ -z "$links" ] || keep target "$links" readlink 2>/dev/null || links=

number=0
while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    eval "path=\$path_$number real=\$real_$number seen=\$seen_$number size=\$size_$number digest=\$sum_$number known=\$known_$number most=\$most_$number"
    # in front of it where a name has characters that are escaped
    digest=${digest#\\}
    digest=${digest%% *}
    [ "$number" -eq 1 ] || printf '\0'
    printf '%s\n%s\n' "$real" "$seen"
    case $seen in
    8???' '*)
        printf '%s\n' "$digest"
        if [ "$size" -le "$most" ] && { [ -z "$digest" ] || [ "$digest" != "$known" ]; }; then
            echo content
            # who wants at most nothing is not worth a process
            [ "$most" -eq 0 ] || base64 <"$path"
        fi
        ;;
    a???' '*)
        echo
        if [ -n "$links" ]; then
            eval "printf '%s\n' \"\$target_$number\""
        else
            readlink -- "$path"
        fi
        ;;
    esac
done
