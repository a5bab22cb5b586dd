# The shell that stays with a session and runs its short commands, one behind the other: the rest of its input. Each is
# run as  before; (exec setsid PROGRAM ... <input >"$out" 2>"$err"); answer MARK MOST.  The parentheses cost nothing, and
# keep what the shell says of a signal out of the command's own error file.
# berth_mark, set before: a word nobody else knows, by which the first answer is found.

# Outputs go through files: they come apart, whole, and do not keep anyone waiting if a child of the command holds them.
# Each command gets fresh ones, because such a child may still write to the old ones.
dir=$(scratch)
trap 'rm -rf "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
exec 2>>"$dir/said"
number=0

before() {
    out=$dir/o$number
    err=$dir/e$number
    in=$dir/i$number
}

# answer MARK MOST: writes  OUT newline MARK ERR newline MARK space STATUS space SIGNAL newline, of each output at most
# MOST bytes. MARK is random, made for this command, and told to this shell only: no output can contain it. A process is
# started only if there is output to copy.
answer() {
    status=$?
    signal=-
    if [ "$status" -gt 128 ]; then
        signal=$(signal_of "$status" "$dir/said")
        : >"$dir/said"
    fi
    if [ -s "$out" ] || [ -s "$err" ]; then
        printf '\n%s' "$1" >"$dir/mark"
        head -q -c "$2" "$out" "$dir/mark" "$err"
        : >"$out"
        : >"$err"
    else
        printf '\n%s' "$1"
    fi
    printf '\n%s %s %s\n' "$1" "$status" "$signal"
    [ ! -s "$in" ] || : >"$in"
    number=$((number + 1))
    if [ "$number" -ge 500 ]; then
        rm -f "$dir"/[oei][0-9]*
        number=0
    fi
}

printf '\n%s %s %s\n' "${berth_mark:?}" "$$" "$dir"
