# tree.sh DIRECTORY
# Counts what is below a directory, itself included: COUNT TYPE-AND-MODE UID GID USER GROUP, a line for all that share these.
[ -d "$1" ] && [ ! -L "$1" ] || exit 0
find "$1" -exec stat -c '%f %u %g %U %G' -- {} + | sort | uniq -c
