# directory.sh PATH MODE OWNERS
# Makes a directory, and those above it that are missing, which all may read.
path=$1 mode=$2 owners=$3
umask 022
mkdir -p -- "${path%/*}/"
mkdir -m "$mode" -- "$path"
[ -z "$owners" ] || chown -- "$owners" "$path"
# a change of owner drops set-id bits
case $mode in 00???) ;; *) chmod -- "$mode" "$path" ;; esac
