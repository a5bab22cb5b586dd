# Tells of a store what it has: DIR [IMAGE]. Lines: "image NAME"; of each release "release NAME", the lines of its record and "end",
# the newest first; "alias NAME RELEASE"; "used READER deployed|previous|wanted RELEASE".
# shellcheck shell=sh
for image in "$1"/${2:-*}/; do
    image=${image%/}
    [ -d "$image/releases" ] || continue
    printf 'image %s\n' "${image##*/}"
    releases | while read -r name; do
        printf 'release %s\n' "$name"
        cat "$image/releases/$name/release"
        echo end
    done
    for alias in "$image"/aliases/*; do
        [ -L "$alias" ] || continue
        to=$(readlink -- "$alias")
        printf 'alias %s %s\n' "${alias##*/}" "${to##*/}"
    done
    for pins in "$image"/used/*; do
        [ ! -f "$pins" ] || sed -n "s,^\([a-z]* .*\),used ${pins##*/} \1,p" "$pins"
    done
done
