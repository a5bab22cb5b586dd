# tree-place.sh DIRECTORY BESIDE FROM
# Puts files into a directory. Standard input, or the file FROM in it, which goes away, is a .tar.gz of: tree/, what is to be
# put there; directories, a list of those in it that are new or get other permissions; delete, a list, with NUL behind each, of
# what is to go. All is unpacked beside and checked to be whole; then each file takes its place by a rename.
to=$1 beside=$2 from=$3
umask 022
mkdir -p -- "$to"
to=$(cd -- "$to" && pwd -P)
new=$to/$beside.$$
trap 'rm -rf -- "$new" ${from:+"$from"}' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
for old in "$to/$beside".[0-9]*; do
    [ ! -d "$old" ] || [ -d "/proc/${old##*.}" ] || rm -rf -- "$old"
done
mkdir -m 0700 -- "$new"
[ -z "$from" ] || exec <"$from"
tar -xzpmf - -C "$new"
cd -- "$new" || exit

if [ -s delete ] && mounted_in "$to" below; then
    echo "nothing is removed from $to while something is mounted in it" >&2
    exit 75
fi
while IFS= read -r name; do
    [ -d "tree/$name" ] || continue # moved with the one above it
    if [ -d "$to/$name" ]; then
        chown --reference="tree/$name" -- "$to/$name"
        chmod --reference="tree/$name" -- "$to/$name"
    else
        mv -T -- "tree/$name" "$to/$name"
    fi
done <directories
cd tree || exit
find . -type d | while IFS= read -r name; do
    find "$name" -maxdepth 1 ! -type d -exec mv -f -t "$to/$name" -- {} +
done
cd / || exit
if [ -s "$new/delete" ]; then
    cd -- "$to" || exit
    xargs -0 rm -rf --one-file-system -- <"$new/delete"
    cd /
fi
if [ -e /sys/fs/selinux/enforce ]; then
    restorecon -R -- "$to" || :
fi
