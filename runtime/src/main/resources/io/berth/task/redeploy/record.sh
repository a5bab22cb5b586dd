# What is known of a slot on its host: one JSON object on one line. "result" is "deploying" from before the copy until
# all is on disk, then "deployed"; "failed" when it was given up in between.
# shellcheck shell=sh

json() { # VALUE -> it as a JSON string
    printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/\\t/g; $!s/$/\\n/' | tr -d '\n')"
}

# record FILE KEY VALUE [KEY VALUE]...
record() {
    record_file=$1
    shift
    {
        printf '{'
        while [ $# -gt 1 ]; do
            printf '%s: %s' "$(json "$1")" "$(json "$2")"
            shift 2
            [ $# -lt 2 ] || printf ', '
        done
        printf '}\n'
    } >"$record_file.new"
    sync "$record_file.new"
    mv -fT "$record_file.new" "$record_file"
}
