# Writes what comes on standard input into a file of the image that this runs in: PATH MODE OWNERS
umask 022
case $1 in */*/*) mkdir -p -- "${1%/*}" ;; esac
new=$1.berth-new
cat >"$new"
[ -z "$3" ] || chown -- "$3" "$new"
chmod "$2" "$new"
mv -f -- "$new" "$1"
