# Writes a file of authorized keys, that comes on standard input: write.sh USER PATH; PATH empty: the user's own.
# What is in a user's home is written as that user: a link there leads nowhere that the user could not go.
user=$1 path=$2
if [ -n "$path" ]; then
    new=$path.berth-$$
    trap 'rm -f -- "$new"' EXIT
    umask 022
    cat >"$new"
    chmod 644 -- "$new"
    mv -f -- "$new" "$path"
    trap - EXIT
    exit 0
fi
entry=$(getent passwd "$user")
home=${entry%:*}
home=${home##*:}
# shellcheck disable=SC2016  # a text for a shell of the user's
text='
    home=$1
    umask 077
    [ -d "$home/.ssh" ] || mkdir "$home/.ssh"
    chmod 700 "$home/.ssh"
    new=$home/.ssh/authorized_keys.berth-$$
    trap "rm -f -- \"\$new\"" EXIT
    cat >"$new"
    mv -f -- "$new" "$home/.ssh/authorized_keys"
    trap - EXIT'
if [ "$(id -u)" = "$(id -u "$user")" ]; then
    exec /bin/sh -euc "$text" sh "$home"
fi
# A directory that root has made there: the user could not write to it.
[ -L "$home/.ssh" ] || [ ! -d "$home/.ssh" ] || chown -h "$user" "$home/.ssh"
if command -v runuser >/dev/null; then
    exec runuser -u "$user" -- /bin/sh -euc "$text" sh "$home"
fi
exec su -s /bin/sh -c "set -eu; $text" "$user" -- "$home"
