# attach.sh MARK SHELL DIR NUMBER GRACE FOLLOW
# Holds the command that the shell that stays runs by a lease: this script's standard input. When that ends, because the
# controller, the connection or the channel did, the shell is ended with the command; a line "done" lets go of it. If
# FOLLOW is yes, what the command writes comes live, its outputs being files with NUMBER in their names.
# Both outputs begin with a line MARK. Standard error ends with  MARK 0 -.
set -eu
mark=$1 shell=$2 dir=$3 number=$4 grace=$5 follow=$6

tails=
trap '[ -z "$tails" ] || kill $tails 2>/dev/null || :' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
printf '%s\n' "$mark"
printf '%s\n' "$mark" >&2
if [ "$follow" = yes ]; then
    tail -c +1 -f "$dir/o$number" 2>/dev/null &
    tails=$!
    tail -c +1 -f "$dir/e$number" >&2 2>/dev/null &
    tails="$tails $!"
fi
word=
read -r word || :
if [ "$word" != "done" ]; then
    end_shell "$shell" "$dir" "$grace" 2>/dev/null || :
fi
printf '%s 0 -\n' "$mark" >&2
