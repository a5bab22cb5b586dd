# kill.sh MARK SHELL DIR GRACE
# Ends the shell that stays, with the command it runs.
set -eu
mark=$1
end_shell "$2" "$3" "$4"
printf '%s\n' "$mark"
printf '%s\n%s 0 -\n' "$mark" "$mark" >&2
