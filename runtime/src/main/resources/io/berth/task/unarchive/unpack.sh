# unpack.sh DIRECTORY ARCHIVE own|'' STRIP OWNERS RECORD DIGEST
# Unpacks a tar archive, packed in whatever way tar knows, or a zip archive. First it is read to its end: what would leave the
# directory, be a device, or go through a link that is there, is refused with status 75, and nothing is written. An ARCHIVE of
# its OWN goes away. At last the RECORD of the DIGEST is written.
directory=$1 archive=$2 own=$3 strip=$4 owners=$5 record=$6 digest=$7
umask 022
mkdir -p -- "$directory"
names=$directory/.berth-names.$$
trap 'rm -f -- "$names" "$names".* ${own:+"$archive"}' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

refuse() {
    printf '%s\n' "$*" >&2
    exit 75
}

# From lines  TYPE NAME,  with a line  > TARGET  behind a link and  = TARGET  behind a hard link, the names as they will be, and what
# is wrong with one.
# shellcheck disable=SC2016 # for awk
judge='
function wrong(why) { print "!" name ": " why; bad = 1; exit }
# whether it has a part that leads upwards, or begins at the root
function leads_out(path) { return path ~ /^\// || path ~ /(^|\/)\.\.(\/|$)/ }
# how deep a path is that starts so deep; less than 0: it has left
function depth(path, from,    part, count, i, at) {
    count = split(path, part, "/"); at = from
    for (i = 1; i <= count; i++) {
        if (part[i] == "..") at--; else if (part[i] != "" && part[i] != ".") at++
        if (at < 0) return -1
    }
    return at
}
function above(path) { sub(/\/+$/, "", path); return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "" }
/^> / {
    target = substr($0, 3)
    if (target ~ /^\// || depth(target, depth(above(name), 0) - strip) < 0) wrong("a link out of the directory, to " target)
    next
}
/^= / { if (leads_out(substr($0, 3))) wrong("a hard link out of the directory, to " substr($0, 3)); next }
{
    type = substr($0, 1, 1); name = substr($0, 3)
    if (type !~ /[-dlh]/) wrong("neither file, directory nor link")
    if (leads_out(name)) wrong("it leads out of the directory")
    count = split(name, part, "/"); left = ""; gone = 0
    for (i = 1; i <= count; i++) {
        if (part[i] == "" || part[i] == ".") continue
        if (gone < strip) { gone++; continue }
        left = left (left == "" ? "" : "/") part[i]
    }
    if (left != "") print left
}'

case $(od -An -tx1 -N4 <"$archive" | tr -d ' \n') in
504b0304 | 504b0506) format=zip ;;
28b52ffd) format=tar tool=zstd ;;
fd377a58) format=tar tool=xz ;;
425a68*) format=tar tool=bzip2 ;;
1f8b*) format=tar tool=gzip ;;
*) format=tar tool=tar ;;
esac
[ "$format" = tar ] || tool=unzip
command -v "$tool" >/dev/null || { echo "$tool is not installed on this host, which this archive needs" >&2 && exit 69; }

if [ "$format" = tar ]; then
    # Names come in double quotes; one that has any of them, or a backslash or control characters in it, has a backslash here.
    listed=$(tar -P --numeric-owner --quoting-style=c -tvf "$archive")
    if [ -n "$listed" ]; then
        printf '%s\n' "$listed" | awk -v strip="$strip" '
            function unquoted(text) { sub(/^[^"]*"/, "", text); sub(/"$/, "", text); return text }
            /\\/ { print "!" $0 ": such a name is not unpacked"; exit }
            { type = substr($0, 1, 1); rest = $0; sub(/^[^"]*"/, "", rest); end = index(rest, "\""); print type " " substr(rest, 1, end - 1) }
            type == "l" { print "> " unquoted(substr(rest, end + 1)) }
            type == "h" { print "= " unquoted(substr(rest, end + 1)) }' >"$names.said"
    else
        : >"$names.said"
    fi
else
    [ "$strip" -eq 0 ] || { echo "'strip' is for tar archives, and this is a zip archive" >&2 && exit 64; }
    unzip -Z -s "$archive" >"$names.zip"
    awk '/^[-dlbcpsh?][^ ]* +[0-9]+[.][0-9] +[a-z0-9]+ / {
        type = substr($0, 1, 1); name = $0
        for (i = 1; i <= 8; i++) sub(/^[^ ]+ +/, "", name)
        if (type == "l") print "!" name ": links are unpacked from tar archives only"
        else print (type == "d" || type == "-" ? type : "-") " " name
    }' "$names.zip" >"$names.said"
    if [ "$(grep -c '' "$names.said")" -ne "$(unzip -Z -1 "$archive" | grep -c '')" ]; then
        refuse "refused, nothing is unpacked: not all of what is in it can be told"
    fi
fi
case $(grep '^!' "$names.said" | head -n 1) in
!*) bad=$(grep '^!' "$names.said" | head -n 1) ;;
*)
    awk -v strip="$strip" "$judge" "$names.said" >"$names"
    bad=$(grep '^!' "$names" | head -n 1) || :
    ;;
esac
[ -z "$bad" ] || refuse "refused, nothing is unpacked: ${bad#!}"

# A link that is there already would lead out just so.
sed -n 's,/[^/]*$,,p' "$names" | sort -u | while IFS= read -r above; do
    while [ -n "$above" ]; do
        [ ! -L "$directory/$above" ] || { printf '%s\n' "$directory/$above" && break 2; }
        case $above in */*) above=${above%/*} ;; *) above= ;; esac
    done
done >"$names.links"
link=$(cat "$names.links")
[ -z "$link" ] || refuse "refused, nothing is unpacked: $link is a link, and what goes below it would leave the directory"

if [ "$format" = tar ]; then
    tar --no-same-owner -p --strip-components="$strip" -xf "$archive" -C "$directory"
else
    unzip -q -o "$archive" -d "$directory"
fi
if [ -n "$owners" ]; then
    tr '\n' '\0' <"$names" | (cd -- "$directory" && xargs -0 chown -h -- "$owners")
fi
printf '%s\n' "$digest" >"$directory/$record.$$"
mv -f -- "$directory/$record.$$" "$directory/$record"
