# Writes what comes on standard input as a user's table or a file of /etc/cron.d; nothing: there will be none.
# write.sh USER FILE WHAT; USER empty: who asks; FILE empty: the user's table; WHAT is keep or remove
user=$1 file=$2 what=$3
if [ -n "$file" ]; then
    if [ "$what" = remove ]; then
        rm -f -- "/etc/cron.d/$file"
        exit 0
    fi
    new=/etc/cron.d/.berth-$$ # cron reads no file with a dot
    trap 'rm -f "$new"' EXIT
    cat >"$new"
    chmod 644 "$new"
    mv -f "$new" "/etc/cron.d/$file"
    trap - EXIT
    exit 0
fi
[ -z "$user" ] || [ "$user" = "$(id -un)" ] || set -- -u "$user"
[ "$1" = -u ] || set --
if [ "$what" = remove ]; then
    crontab "$@" -r
else
    crontab "$@" -
fi
