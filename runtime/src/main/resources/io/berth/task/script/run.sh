# Runs the script that comes on standard input: run.sh INTERPRETER [ARGUMENT...]
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
cat >"$directory/script"
chmod 700 "$directory/script"
interpreter=$1
shift
if [ -n "$interpreter" ]; then
    set -- "$interpreter" "$directory/script" "$@"
else
    set -- "$directory/script" "$@"
fi
status=0
(exec "$@") </dev/null || status=$?
exit "$status"
