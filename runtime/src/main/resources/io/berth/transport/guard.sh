# guard.sh MARK GRACE INPUT FED SURROUNDINGS PROGRAM [ARG...]
# Runs a program in a session of its own and holds it by a lease: this script's standard input. When that ends, because
# the controller, the connection or the channel did, all of the session gets TERM, and KILL after GRACE seconds.
# Both outputs begin with a line MARK. Standard error ends with  MARK STATUS SIGNAL; it is missing if this script died.
# INPUT is what the program reads, as printf %b understands it; with FED it comes by this script's standard input, in pieces,
# up to one without length, and the program sees its end only then, not when the connection breaks. SURROUNDINGS is shell text
# that goes to its directory and sets its variables.
set -eu
mark=$1 grace=$2 input=$3 fed=$4 surroundings=$5
shift 5

exec 3<&0 4>&1 5>&2 </dev/null >/dev/null 2>&1
# in memory where there is such a place
dir=$(mktemp -d /dev/shm/berth.XXXXXXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
setsid=$(command -v setsid) || setsid=setsid
in=/dev/null
if [ -n "$input" ]; then
    in=$dir/in
    printf %b "$input" >"$in"
elif [ -n "$fed" ]; then
    in=$dir/in
    mkfifo "$in"
fi
printf '%s\n' "$mark" >&4
printf '%s\n' "$mark" >&5

# pass: copies pieces, each behind a line with its length in bytes, up to one without length. Fails if they end before that, or
# nobody reads them.
pass() {
    while read -r length; do
        [ "$length" -gt 0 ] || return 0
        dd bs=262144 count="$length" iflag=fullblock,count_bytes status=none || return
    done
    return 1
}

(
    if [ -n "$fed" ]; then
        exec 8>"$in"
        ! pass <&3 >&8 || exec 8>&-
    fi
    while read -r _; do :; done <&3
    : >"$dir/lost"
    until [ -s "$dir/pid" ] || [ -s "$dir/status" ]; do sleep 0.05; done
    read -r session <"$dir/pid" && end_session "$session" "$grace"
    : >"$dir/gone"
    # All is done once the outputs are closed. Who still holds them has left the session, and is not waited for.
    sleep 2
    rm -rf "$dir"
    kill -s KILL "$$"
) 4>&- 5>&- &
lease=$!

# Copies the program's output. When there is nobody left to read it, the program must be able to go on to write, for it
# may be undoing its work.
pump() {
    cat || cat >/dev/null
}

# lead PROGRAM [ARG...]: becomes the program, which leads a session.
lead() {
    # Of all that is at hand only this knows the process id of a subshell.
    read -r pid _ </proc/self/stat
    echo "$pid" >"$dir/pid"
    # One text: no variable of the program's can stand for one of this script's.
    eval "$surroundings exec '$setsid' \"\$@\""
}

# Not in the background, where a shell makes its children deaf to INT and QUIT.
{
    {
        exec 2>"$dir/said"
        set +e
        (lead "$@") <"$in" >&6 2>&7 3<&- 4>&- 5>&- 6>&- 7>&-
        echo "$?" >"$dir/status"
    } 7>&1 | pump >&5 3<&- 4>&- 5>&- 6>&-
} 6>&1 | pump >&4 3<&- 4>&- 5>&-

if [ -e "$dir/lost" ]; then
    until [ -e "$dir/gone" ]; do sleep 0.1; done
fi
kill "$lease" || :
read -r status <"$dir/status"
printf '%s %s %s\n' "$mark" "$status" "$(signal_of "$status" "$dir/said")" >&5
