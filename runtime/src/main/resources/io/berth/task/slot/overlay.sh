# What is laid over a slot's tree. It is unpacked beside the tree and looked at before anything is written; no link of the tree is
# ever followed, none in it becomes a directory and no directory something else. Directories that are there keep what they have: owner,
# mode, times.
# shellcheck shell=sh
# shellcheck disable=SC2154  # work, staging: directories of the script's own, the second with room for it

# Takes it from standard input, whole or not at all.
overlay_take() { # NAME PACKING tar|cpio RELATIVE-DIRECTORY("": the root)
    overlay_place "$1" "$4"
    archive_take "$2" "$3" "$laid" no
}

# Takes a directory of this host.
overlay_copy() { # NAME DIRECTORY RELATIVE-DIRECTORY
    overlay_place "$1" "$3"
    [ -d "$2" ] || fail "there is no directory $2 on this host" "name one that is there"
    mkdir -m 755 "$laid"
    rsync -aHAXS --numeric-ids --one-file-system --modify-window=-1 -- "$2/" "$laid" || fail "$2 cannot be copied" "is there room in $staging?"
}

overlay_place() { # NAME RELATIVE-DIRECTORY ; sets laid: where in it the directory is to be, which is not there yet
    need rsync rsync
    laid=$staging/overlay-$1
    rest=${2:+$2/}
    while [ -n "$rest" ]; do
        mkdir -m 755 "$laid"
        laid=$laid/${rest%%/*}
        rest=${rest#*/}
    done
}

overlay_lay() { # NAME TREE
    laid=$staging/overlay-$1
    # shellcheck disable=SC2016  # for the inner shell
    (
        cd "$laid"
        find . -mindepth 1 -exec sh -c '
            tree=$1
            shift
            for name; do
                there=$tree/$name
                if [ -d "$name" ] && [ ! -L "$name" ]; then
                    if [ -L "$there" ]; then
                        printf "%s in the slot is a symbolic link: it is not followed\n" "${name#.}"
                    elif [ -e "$there" ] && [ ! -d "$there" ]; then
                        printf "%s in the slot is no directory\n" "${name#.}"
                    fi
                elif [ -d "$there" ] && [ ! -L "$there" ]; then
                    printf "%s in the slot is a directory\n" "${name#.}"
                fi
            done' sh "$2" {} + >"$work/clashes"
        find . -type d -print0 >"$work/directories"
    )
    [ ! -s "$work/clashes" ] || fail "$(head -n 1 "$work/clashes")" "name what you mean by where it is in the slot"
    rsync -dptgoAX --numeric-ids --modify-window=-1 --ignore-missing-args -0 --files-from="$work/directories" -- "$2/" "$laid/" ||
        fail "the slot's directories cannot be read" "look for errors of the disk in the host's kernel log"
    rsync -aHAXS --numeric-ids --modify-window=-1 -- "$laid/" "$2/" || fail "it cannot be written; is the slot or its pool full?" "make room, and do it again"
    rm -rf --one-file-system -- "$laid"
}
