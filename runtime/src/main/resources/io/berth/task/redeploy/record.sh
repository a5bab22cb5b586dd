# What is known of a slot on its host: one JSON object on one line. "result" is "deploying" from before the copy until
# all is on disk, then "deployed"; "failed" when it was given up in between.
# shellcheck shell=sh

json() { # VALUE -> it as a JSON string; most have nothing in them that needs a program
    case $1 in
    *[\"\\[:cntrl:]]*)
        printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/\\t/g; $!s/$/\\n/' | tr -d '\n')"
        ;;
    *) printf '"%s"' "$1" ;;
    esac
}

# record FILE KEY VALUE [KEY VALUE]...
record() {
    record_file=$1
    shift
    {
        printf '{'
        while [ $# -gt 1 ]; do
            printf '"%s": ' "$1"
            json "$2"
            shift 2
            [ $# -lt 2 ] || printf ', '
        done
        printf '}\n'
    } >"$record_file.new" && record_replaces "$record_file" && return
    record_lost "$record_file"
}

record_replaces() { # FILE
    sync "$1.new" && mv -fT "$1.new" "$1"
}

# What is not whole does not replace what was.
record_lost() { # FILE
    rm -f "$1.new"
    return 1
}

# Puts a record back as it was.
record_again() { # FILE FORMER
    cp -- "$2" "$1.new" && record_replaces "$1" && return
    record_lost "$1"
}

# The value of KEY in such a record; nothing if there is none.
recorded() { # FILE KEY
    [ -f "$1" ] || return 0
    printf '%b' "$(sed -nE 's/.*"'"$2"'": "(([^"\\]|\\.)*)".*/\1/p' "$1" | sed 's/\\"/"/g')"
}

# Puts a record at the end of a slot's history, which has one line a redeploy, the last 200.
history_add() { # FILE RECORD
    {
        [ ! -f "$1" ] || tail -n 199 "$1"
        cat "$2"
    } >"$1.new" && record_replaces "$1" && return
    record_lost "$1"
}

# What is on the slot before this run, and what was before that: IMAGE@RELEASE. A run that was killed could not write its
# line of the history: it gets it here.
recall() { # RECORD HISTORY
    [ -f "$1" ] || return 0
    [ "$(tail -n 1 "$2" 2>/dev/null)" = "$(cat "$1")" ] || history_add "$2" "$1"
    former_image=$(recorded "$1" image)
    former_store=$(recorded "$1" store)
    former_dir=$(recorded "$1" dir)
    previous=$(recorded "$1" previous)
    left=$(recorded "$1" left)
    [ "$(recorded "$1" result)" != deployed ] || former=$former_image$(recorded "$1" release | sed 's/^/@/')
}
former_image='' former_store='' former_dir=''
former=
previous=
# "STORE IMAGE DIR" where what was before is kept, if it is not where what is on the slot now is; and where what was before that is
left=
gone=

# The same again has the same before it.
previous_to() { # IMAGE@RELEASE "STORE IMAGE DIR"
    if [ -z "$former" ] || [ "$former" = "$1" ]; then return 0; fi
    previous=$former
    gone=$left left="$former_store $former_image $former_dir"
    if [ -z "$former_dir" ] || [ "$left" = "$2" ]; then left=; fi
    # whoever is told of the one there forgets the other by itself
    case $gone in "$left" | "$2") gone= ;; esac
}
