# PATH SHA256 [FILE]: ends with 0 if PATH has this digest; with FILE, which has it, once it has become PATH. What is at PATH and is another is left alone.
# shellcheck shell=sh
if [ $# -gt 2 ]; then
    mv -nT -- "$3" "$1"
    if [ -e "$3" ]; then
        rm -f -- "$3"
        echo "there is another $1 already: it is left alone" >&2
        exit 1
    fi
    exit
fi
[ -f "$1" ]
found=$(sha256 <"$1")
[ "${found%% *}" = "$2" ]
