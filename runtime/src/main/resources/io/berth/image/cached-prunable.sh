# Looks which releases of this host's cache would go, and writes nothing but locks: DIR KEEP [IMAGE]... "IMAGE RELEASE", one a line.
# What aliases mean is no reason to keep it here: the store tells what they mean.
# shellcheck shell=sh
need flock util-linux
cache=$1 keep=$2
shift 2
if [ $# -eq 0 ]; then
    for at in "$cache"/*/releases; do [ ! -d "$at" ] || { at=${at%/releases} && set -- "$@" "${at##*/}"; }; done
fi
for name; do
    image=$cache/$name
    [ -d "$image/releases" ] || continue
    prunable "$keep" unnamed | while read -r release; do printf '%s %s\n' "$name" "$release"; done
done
