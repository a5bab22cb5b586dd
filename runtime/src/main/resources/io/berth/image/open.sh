# Opens a release for somebody who puts it on a slot, on the host that has the store: DIR IMAGE RELEASE READER [hold].
# From here on the release is pinned, that is, not pruned, until the reader settles. Says one line,
# "open NAME DIGEST FORM PATH", and with hold stays until its input ends. Exit status 45: no such release.
# With listed or contents in the place of hold nothing is opened: exit status 46 tells that the release is not what it was when it was made, by a
# look at all that it has, or by reading it. One that was made before such a look was taken of it is only read.
# shellcheck shell=sh
umask 077
export LC_ALL=C
image=$1/$2 wanted=${3:-stable} reader=$4

case $wanted in */* | .* | -*) exit 45 ;; esac
case $reader in '' | */* | .* | -*) exit 64 ;; esac
[ -d "$image/releases" ] || exit 45

told() { sed -n "s/^$1 //p" "$release/release"; }
# shellcheck disable=SC2317  # sums.sh asks for it
need() {
    command -v "$1" >/dev/null 2>&1 && return
    echo "$1 is not installed: package $2 in Debian" >&2
    exit 69
}
is() { # WHAT-IT-WAS COMMAND...
    was=$1
    shift
    [ -n "$was" ] || return 0
    found=$("$@") || exit 69
    [ "$found" = "$was" ] || exit 46
}
case ${5:-} in
listed | contents)
    release=$image/releases/$wanted
    [ -f "$release/release" ] || exit 45
    file=$release/$(told file)
    case $5-$(told form) in
    listed-*) is "$(told listed)" listed_of "$file" ;;
    contents-tree) is "$(told digest)" sum_of_stream tree_stream "$file" ;;
    contents-*) is "$(told packed)" sum_of "$file" ;;
    esac
    exit 0
    ;;
esac
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

printf 'open %s %s %s %s\n' "$name" "$(told digest)" "$(told form)" "$release/$(told file)"
[ "${5:-}" != hold ] || exec cat
