# The table of a user, or a file of /etc/cron.d: look.sh USER FILE; USER empty: who asks; FILE empty: the user's table.
user=$1 file=$2
if [ -n "$file" ]; then
    [ ! -e "/etc/cron.d/$file" ] || cat -- "/etc/cron.d/$file"
    exit 0
fi
command -v crontab >/dev/null || {
    echo 'crontab is not there' >&2
    exit 1
}
[ -z "$user" ] || [ "$user" = "$(id -un)" ] || set -- -u "$user"
[ "$1" = -u ] || set --
# it says that there is none by its status, and so it says other things
said=$(crontab "$@" -l 2>&1 && echo .) || case $said in
*'no crontab for'* | *"can't open"*) exit 0 ;;
*)
    printf '%s\n' "$said" >&2
    exit 1
    ;;
esac
printf '%s' "${said%.}"
