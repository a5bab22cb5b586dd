# Waits until it holds: wait.sh SECONDS EVERY FRESH KIND WANTED ...
# FRESH is yes where text counts only from the file's present end on. Ends with 1 when the time is over.
seconds=$1 every=$2 fresh=$3
shift 3
if [ "$fresh" = yes ]; then # the fourth is the byte from which on text counts
    kind=$1 wanted=$2 file=$3 mode=$5 text=$6
    from=1
    [ ! -r "$file" ] || from=$(($(wc -c <"$file") + 1))
    set -- "$kind" "$wanted" "$file" "$from" "$mode" "$text"
fi
end=$(($(date +%s) + seconds))
while :; do
    status=0
    holds "$@" || status=$?
    [ "$status" -eq 1 ] || exit "$status"
    [ "$(date +%s)" -lt "$end" ] || exit 1
    sleep "$every"
done
