# look.sh [DIRECTORY RECORD CREATES ARCHIVE]...
# Says whether what CREATES names is there, what was unpacked by the RECORD, and what ARCHIVE is, a file of the host, if one is
# named: a word and a value a line, NUL between the questions. RECORD, CREATES: from DIRECTORY on or from the root on.
first=yes
while [ $# -gt 0 ]; do
    [ -n "$first" ] || printf '\0'
    first=
    directory=$1 record=$2 creates=$3 archive=$4
    shift 4
    if [ -e "$directory" ] && [ ! -d "$directory" ]; then
        echo other
    fi
    case $creates in
    '') ;;
    /*) [ ! -e "$creates" ] || echo created ;;
    *) [ ! -e "$directory/$creates" ] || echo created ;;
    esac
    [ ! -f "$directory/$record" ] || printf 'record %s\n' "$(head -n 1 -- "$directory/$record")"
    if [ -n "$archive" ]; then
        if [ -f "$archive" ]; then
            digest=$(sha256 <"$archive")
            echo "archive ${digest%% *}"
        else
            echo missing
        fi
    fi
done
