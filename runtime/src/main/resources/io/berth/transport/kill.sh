# kill.sh MARK SHELL DIR GRACE
# Ends the shell that stays, with the command it runs: that one gets TERM, and KILL after GRACE seconds. SHELL is the
# shell's process id, DIR its directory.
set -eu
mark=$1 shell=$2 dir=$3 grace=$4

# Stopped, it cannot start the next command while this one is looked for.
kill -s STOP "$shell"
sessions=
for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086 # to be split
    set -- ${line##*) }
    pid=${stat#/proc/}
    [ "$2" != "$shell" ] || sessions="$sessions ${pid%/stat}"
done
kill -s KILL "$shell"
for session in $sessions; do
    # Right after the fork it does not yet lead a session of its own.
    kill -s TERM "$session" 2>/dev/null || :
    end_session "$session" "$grace"
done
rm -rf "$dir"
printf '%s\n' "$mark"
printf '%s\n%s 0 -\n' "$mark" "$mark" >&2
