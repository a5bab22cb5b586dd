# Whether something holds now, as a status: 0 it does, 1 it does not, 2 it cannot be told.
open() { # ADDRESS PORT
    if command -v bash >/dev/null; then
        # shellcheck disable=SC2016  # bash's own
        timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null || return 1
    elif command -v nc >/dev/null; then
        timeout 5 nc -z -- "$1" "$2" </dev/null >/dev/null 2>&1 || return 1
    elif command -v curl >/dev/null; then
        # 28: connected, and then nothing was said
        status=0
        curl --silent --max-time 2 --connect-timeout 2 -- "telnet://$1:$2" </dev/null >/dev/null 2>&1 || status=$?
        [ "$status" -eq 0 ] || [ "$status" -eq 28 ] || return 1
    else
        echo 'bash, nc or curl is needed on the host to try a port' >&2
        return 2
    fi
}
drained() { # PORT: no connection of anybody to it; those that only linger do not count
    hex=$(printf '%04X' "$1")
    files=
    for file in /proc/net/tcp /proc/net/tcp6; do
        [ ! -r "$file" ] || files="$files $file"
    done
    # shellcheck disable=SC2086  # two words
    [ -z "$(awk -v port=":$hex" '$2 ~ port "$" && $4 != "0A" && $4 != "06" { print; exit }' $files)" ]
}
found() { # FILE FROM fixed|regex TEXT: in the file, from a byte on
    [ -r "$1" ] || return 1
    from=$2
    [ "$(wc -c <"$1")" -ge $((from - 1)) ] || from=1 # it was begun anew
    mode=-F
    [ "$3" = fixed ] || mode=-E
    tail -c "+$from" -- "$1" | grep -q "$mode" -e "$4"
}
# holds KIND WANTED ...: port there|gone|drained ADDRESS PORT; file there|gone PATH; text there|gone PATH FROM MODE TEXT; command there|gone PROGRAM...
holds() {
    kind=$1 wanted=$2
    shift 2
    status=0
    case $kind-$wanted in
    port-drained) drained "$2" || status=$? ;;
    port-*) open "$1" "$2" || status=$? ;;
    file-*) [ -e "$1" ] || status=1 ;;
    text-*) found "$@" || status=$? ;;
    command-*) (exec "$@") >/dev/null 2>&1 </dev/null || status=1 ;;
    esac
    if [ "$wanted" = gone ] && [ "$status" -lt 2 ]; then
        status=$((1 - status))
    fi
    return "$status"
}
