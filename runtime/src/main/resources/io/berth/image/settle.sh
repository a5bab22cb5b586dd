# What a reader wanted is on its slot now, and what was there is the one before: DIR IMAGE NAME READER. With an empty NAME the
# reader has given up, and has what it had. The reader's other images are left to it: a slot that changes its image settles
# with an empty NAME and "gone" as a fifth argument where it had the former.
# shellcheck shell=sh
umask 077
image=$1/$2 name=$3 reader=$4
pins=$image/used/$reader

case $reader in '' | */* | .* | -*) exit 64 ;; esac
[ -f "$pins" ] || exit 0
exec 8>>"$image/lock"
flock 8
told() { sed -n "s/^$1 //p" "$pins"; }
deployed=$(told deployed)
if [ -n "$name" ]; then
    [ "$deployed" = "$name" ] && previous=$(told previous) || previous=$deployed
    deployed=$name
elif [ "${5:-}" = gone ]; then
    previous=$deployed deployed=
else
    previous=$(told previous)
fi
{
    [ -z "$deployed" ] || echo "deployed $deployed"
    [ -z "$previous" ] || echo "previous $previous"
} >"$pins.new"
if [ -s "$pins.new" ]; then mv -fT "$pins.new" "$pins"; else rm -f "$pins.new" "$pins"; fi
