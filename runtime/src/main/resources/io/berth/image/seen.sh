# Looks whether a release is there already, and writes nothing: DIR IMAGE ALIAS SOURCE|path PATH
# SOURCE: what the record of a release made of the same says; or the PATH's own: of a file its SHA-256, of a directory the digest.
# Says "same RELEASE" if there is one and the alias, if one is said, means it; "other RELEASE" if the alias means another one;
# "missing" where there is no PATH; "new" else.
# shellcheck shell=sh
need flock util-linux
image=$1/$2 alias=$3 key=source value=$4 path=${5:-}
if [ -n "$path" ]; then
    if [ -d "$path" ]; then
        key=digest
        value=$(digest_of tree "$path") || fail "$path cannot be read to its end" 'capture what nobody writes to'
    elif [ -f "$path" ]; then
        value=file:$(sum_of "$path")
    else
        echo missing
        exit 0
    fi
    printf 'source %s %s\n' "$key" "$value"
fi
known=$(release_that "$key" "$value")
if [ -z "$known" ]; then
    echo new
elif [ -z "$alias" ] || [ "$(release_named "$alias")" = "$known" ]; then
    echo "same $known"
else
    echo "other $known"
fi
