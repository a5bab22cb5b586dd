# download.sh URL PATH DIGEST headers|''
# Gets a URL into a new file PATH that only its owner may read, with curl or wget. It must have that SHA-256, if one is given.
# With HEADERS those of the request are on standard input, one a line.
url=$1 path=$2 digest=$3 headers=$4
umask 077
if [ ! -d "${path%/*}/" ]; then
    echo "there is no directory ${path%/*}" >&2
    exit 1
fi
trap '[ $? -eq 0 ] || rm -f -- "$path"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
rm -f -- "$path"

if command -v curl >/dev/null; then
    set -- curl --fail --silent --show-error --location --globoff --proto =http,https,file --proto-redir =http,https \
        --connect-timeout 30 --speed-limit 1 --speed-time 60 --output "$path"
    [ -z "$headers" ] || set -- "$@" --header @-
    "$@" --url "$url"
    # an empty answer makes no file
    [ -e "$path" ] || : >"$path"
elif [ -n "$headers" ]; then
    echo "curl is not installed on this host, and wget would show the headers to all its users: package curl in Debian" >&2
    exit 69
elif ! command -v wget >/dev/null; then
    echo "neither curl nor wget is installed on this host: package curl in Debian" >&2
    exit 69
else
    case $url in
    file:*) echo "wget does not read files: package curl in Debian" >&2 && exit 69 ;;
    *) wget -q -T 60 -O "$path" -- "$url" ;;
    esac
fi
if [ -n "$digest" ]; then
    got=$(sha256 <"$path")
    if [ "${got%% *}" != "$digest" ]; then
        echo "what came has SHA-256 ${got%% *}, not $digest" >&2
        exit 65
    fi
fi
