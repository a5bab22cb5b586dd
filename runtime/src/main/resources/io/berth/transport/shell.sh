# The shell that stays with a session and runs its short commands, one behind the other: the rest of its input. Each is
# run as  before NUMBER; (exec "$1" PROGRAM ...) <input >&7 2>&8; answer MARK MOST.  The parentheses keep what the shell
# says of a signal out of the command's own error file, and what it says of the command itself in it.
# berth_mark, set before: a word nobody else knows, by which its first answer is found and its directory named.

# Outputs go through files: they come apart, whole, and do not keep anyone waiting if a child of the command holds them.
# Each command gets fresh ones, because such a child may still write to the old ones. In memory where there is such a place.
dir=/dev/shm/berth.${berth_mark:?}
mkdir -m 700 "$dir" 2>/dev/null || {
    dir=${TMPDIR:-/tmp}/berth.$berth_mark
    mkdir -m 700 "$dir" || exit
}
trap 'exec rm -rf "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
exec 2>>"$dir/said"
unset CDPATH
# Where setsid is, as $1: that is no variable that a command's own could stand for.
command -v setsid >"$dir/setsid" || echo setsid >"$dir/setsid"
read -r setsid <"$dir/setsid"
set -- "$setsid"
failed=
newline='
'

# before NUMBER: names the files of the next command, and opens those of its outputs.
before() {
    out=$dir/o$1
    err=$dir/e$1
    in=$dir/i$1
    exec 7>"$out" 8>"$err"
}

# proceed MARK: whether the chain goes on. If not, it answers for the command that is left out.
proceed() {
    [ -n "$failed" ] || return 0
    printf '\n%s\n%s - -\n' "$1" "$1"
    return 1
}

# slurp FILE WRITTEN: sets text to the content of a file of some hundred bytes, WRITTEN being the open file it was written
# through. Fails if it is longer, or if it holds what a variable cannot: the position at its end tells.
slurp() {
    text=
    [ -s "$1" ] || return 0
    read -r _ size <"/proc/self/fdinfo/$2" || return 1
    [ "$size" -gt 0 ] && [ "$size" -le 800 ] || return 1
    exec 9<"$1"
    # A child that is left behind may write faster than this reads.
    while [ "${#text}" -le 800 ] && IFS= read -r line <&9; do
        text=$text$line$newline
    done
    size=
    if [ "${#text}" -le 800 ]; then
        text=$text$line
        read -r _ size </proc/self/fdinfo/9 || :
    fi
    exec 9<&-
    [ "${#text}" = "$size" ]
}

# answer MARK MOST: writes  OUT newline MARK ERR newline MARK space STATUS space SIGNAL newline, of each output at most
# MOST bytes. MARK is random, made for this command, and told to this shell only: no output can contain it. A process is
# started only if there is much output to copy: it would cost as much as the command.
answer() {
    status=$?
    signal=-
    if [ "$status" -gt 128 ]; then
        signal=$(signal_of "$status" "$dir/said")
        : >"$dir/said"
    fi
    [ "$status" -eq 0 ] || failed=yes
    if slurp "$out" 7 && said=$text && slurp "$err" 8; then
        printf '%s\n%s%s\n%s %s %s\n' "$said" "$1" "$text" "$1" "$status" "$signal"
    else
        printf '\n%s' "$1" >"$dir/mark"
        head -q -c "$2" "$out" "$dir/mark" "$err"
        printf '\n%s %s %s\n' "$1" "$status" "$signal"
    fi
    [ ! -s "$out" ] || : >"$out"
    [ ! -s "$err" ] || : >"$err"
    [ ! -s "$in" ] || : >"$in"
}

# tidy: removes the files of commands that have been answered, so that their numbers can be used again.
tidy() {
    rm -f "$dir"/[oei][0-9]*
}

printf '\n%s %s %s\n' "$berth_mark" "$$" "$dir"
