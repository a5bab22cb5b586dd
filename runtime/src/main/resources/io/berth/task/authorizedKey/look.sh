# A file of authorized keys as it is: look.sh USER PATH; PATH empty: the user's own.
# Prints a line of its path, one of what is wrong with its rights (or nothing), then the file.
user=$1 path=$2
entry=$(getent passwd "$user") || {
    echo 'no user'
    exit 0
}
if [ -z "$path" ]; then
    home=${entry%:*}
    home=${home##*:}
    path=$home/.ssh/authorized_keys
    directory=$home/.ssh
    wrong=
    if [ -e "$path" ]; then
        [ "$(stat -c '%a %U' "$directory")" = "700 $user" ] || wrong="$wrong directory"
        [ "$(stat -c '%a %U' "$path")" = "600 $user" ] || wrong="$wrong file"
    fi
else
    wrong=
    [ ! -e "$path" ] || [ "$(stat -c '%a' "$path")" = 644 ] || wrong=' file'
fi
printf '%s\n%s\n' "$path" "$wrong"
[ ! -e "$path" ] || cat -- "$path"
