# Looks which releases would go, and writes nothing but the lock: DIR IMAGE KEEP.
# shellcheck shell=sh
need flock util-linux
image=$1/$2
[ -d "$image/releases" ] || exit 0
prunable "$3"
