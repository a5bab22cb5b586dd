# Opens a release for somebody who puts it on a slot, on the host that has the store: DIR IMAGE RELEASE READER [hold].
# From here on the release is pinned, that is, not pruned, until the reader settles. Says one line,
# "open NAME DIGEST FORM PATH", and with hold stays until its input ends. Exit status 45: no such release.
# shellcheck shell=sh
umask 077
image=$1/$2 wanted=${3:-stable} reader=$4

case $wanted in */* | .* | -*) exit 45 ;; esac
case $reader in '' | */* | .* | -*) exit 64 ;; esac
[ -d "$image/releases" ] || exit 45
# whoever prunes has it while it looks who uses what
exec 8>>"$image/lock"
flock 8
name=$wanted
[ ! -L "$image/aliases/$wanted" ] || name=$(readlink -- "$image/aliases/$wanted") && name=${name##*/}
release=$image/releases/$name
[ -f "$release/release" ] || exit 45

mkdir -p "$image/used"
pins=$image/used/$reader
{
    [ ! -f "$pins" ] || grep -v '^wanted ' "$pins" || true
    echo "wanted $name"
} >"$pins.new"
mv -fT "$pins.new" "$pins"
flock --unlock 8

told() { sed -n "s/^$1 //p" "$release/release"; }
printf 'open %s %s %s %s\n' "$name" "$(told digest)" "$(told form)" "$release/$(told file)"
[ "${5:-}" != hold ] || exec cat
