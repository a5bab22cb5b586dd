# Writes a directory of this host as a tar on standard output: DIRECTORY [EXCLUDE]... The lines of what happens go to standard error.
# shellcheck shell=sh
exec 7>&1 >&2 3>&2
[ -d "$1" ] || fail "there is no directory $1" 'name one that is there'
need tar tar
packed=$1
shift
for pattern; do
    set -- "$@" "--exclude=$pattern"
    shift
done
tell_sockets "$packed"
tar_make "$packed" --one-file-system "$@" >&7
