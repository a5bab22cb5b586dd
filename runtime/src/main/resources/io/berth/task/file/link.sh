# link.sh PATH TARGET OWNERS -s|''
# Makes PATH a link, symbolic with -s, to TARGET; what is there is replaced at once.
path=$1 target=$2 owners=$3 how=$4
new=${path%/*}/.berth-link.$$
trap 'rm -f -- "$new"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
rm -f -- "$new"
# shellcheck disable=SC2086 # -s or nothing
ln $how -T -- "$target" "$new"
[ -z "$owners" ] || chown -h -- "$owners" "$new"
mv -fT -- "$new" "$path"
