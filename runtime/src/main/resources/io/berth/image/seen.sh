# Looks whether a release is there already, and writes nothing: DIR IMAGE ALIAS SOURCE PATH FORM
# SOURCE: file: and the SHA-256 of a file that a release may have been made of. Without, it is the PATH's own: of a file that, of a
# directory the digest.
# Says "same RELEASE" if there is one and the alias, if one is said, means it; "other RELEASE" if the alias means another one;
# "missing" where there is no PATH; "new" else.
# shellcheck shell=sh
need flock util-linux
# shellcheck disable=SC2034
image=$1/$2 alias=$3 key=source value=$4 path=$5 form=$6
if [ -n "$path" ]; then
    if [ -d "$path" ]; then
        key=digest
        [ "$form" = archive ] || form=
        value=$(sum_of_stream tree_stream "$path" "$form") || fail "$path cannot be read to its end" 'capture what nobody writes to'
    elif [ -f "$path" ]; then
        value=file:$(sum_of "$path")
    else
        echo missing
        exit 0
    fi
    printf 'source %s %s\n' "$key" "$value"
fi
if [ "$key" = digest ]; then
    known=$(release_of "$value")
else
    # one that is pruned is none any more
    known=$(readlink -- "$image/sources/$value" || :)
    known=$(release_named "${known##*/}")
fi
if [ -z "$known" ]; then
    echo new
elif [ -z "$alias" ] || [ "$(release_named "$alias")" = "$known" ]; then
    echo "same $known"
else
    echo "other $known"
fi
