# How files of a slot's tree are written. The tree is mounted for this script alone, so what was looked at stays as it was; no
# symbolic link of the tree is ever followed. Directories keep their times, so that the slot differs from the golden tree in
# what was written only. All that was written is read back at the end.
# Runs in a directory of the script's own. A function that writes is no part of a pipe: what it keeps in mind would be lost.
# shellcheck shell=sh
# shellcheck disable=SC2154  # copy_next: what to do about a slot that is half made

tree_next='mend it in the golden tree'

# Begins with a tree.
tree_open() { # TREE
    tree_labelled=
    tree_seen='
'
    tree_count=0
    rm -rf times written
    mkdir times written
    : >times.list
    : >written.list
    # what SELinux says of a new file is what it says of its directory, as the system itself would have it
    case $(stat -c %C -- "$1/etc" 2>/dev/null) in '' | '?') ;; *) tree_labelled=yes ;; esac
}

# Whether the tree has this directory: it, and all on the way to it, are directories and no links.
tree_has() { # TREE RELATIVE-DIRECTORY
    path=$1
    rest=$2/
    while [ -n "$rest" ]; do
        path=$path/${rest%%/*}
        rest=${rest#*/}
        if [ -L "$path" ] || [ ! -d "$path" ]; then return 1; fi
    done
}

# Ends the script if the way to a directory leads over a link: where to, nobody knows.
tree_no_link() { # TREE RELATIVE-DIRECTORY
    tree_has "$1" "$2" || [ ! -L "$path" ] || fail "/${path#"$1"/} in the tree is a symbolic link: it is not followed" \
        "make it a directory in the golden tree"
}

# Whether the tree has this regular file, and no link leads to it.
tree_has_file() { # TREE RELATIVE-DIRECTORY NAME
    tree_has "$1" "$2" && [ -f "$1/$2/$3" ] && [ ! -L "$1/$2/$3" ]
}

# Ends the script unless something can be written in this directory, and keeps its times in mind.
tree_at() { # TREE RELATIVE-DIRECTORY
    case $tree_seen in *"
$2
"*) return 0 ;; esac
    tree_no_link "$1" "$2"
    tree_has "$1" "$2" || fail "the tree has no /$2" "build the image again"
    tree_seen="$tree_seen$2
"
    tree_count=$((tree_count + 1))
    touch -r "$1/$2" "times/$tree_count"
    printf '%s %s\n' "$tree_count" "$2" >>times.list
}

tree_label() { # DIRECTORY NEW-FILE
    [ -z "$tree_labelled" ] || chcon --reference="$1" -- "$2" 2>/dev/null || true
}

# Makes a directory, unless it is there; the one around it is.
tree_make() { # TREE RELATIVE-DIRECTORY NAME MODE [OWNER]
    tree_no_link "$1" "$2/$3"
    ! tree_has "$1" "$2/$3" || return 0
    tree_at "$1" "$2"
    tree_written directory "$2/$3"
    mkdir -m "$4" -- "$1/$2/$3" || fail "/$2/$3 in the tree cannot be made a directory" "$tree_next"
    [ -z "${5-}" ] || chown -- "$5" "$1/$2/$3"
    tree_label "$1/$2" "$1/$2/$3"
}

# Writes standard input to a file. One that is there keeps its owner, mode and attributes; a link in its place is
# replaced, not followed.
tree_write() { # TREE RELATIVE-DIRECTORY NAME MODE [OWNER]
    tree_at "$1" "$2"
    [ -L "$1/$2/$3" ] || [ ! -d "$1/$2/$3" ] || fail "/$2/$3 in the tree is a directory" "make it a file in the golden tree"
    tree_written file "$2/$3"
    tree_place "$@" || fail "/$2/$3 in the tree cannot be written; is the slot or its pool full?" "$copy_next"
}

tree_place() { # TREE RELATIVE-DIRECTORY NAME MODE [OWNER] ; each step by hand: it is part of a condition
    new=$(mktemp "$1/$2/.berth.XXXXXX") || return 1
    if [ -f "$1/$2/$3" ] && [ ! -L "$1/$2/$3" ]; then
        cp --attributes-only --preserve=all -- "$1/$2/$3" "$new" || return 1
    else
        [ -z "${5-}" ] || chown -- "$5" "$new" || return 1
        chmod "$4" "$new" || return 1
        tree_label "$1/$2" "$new"
    fi
    tee "written/$tree_count" >"$new" || return 1
    mv -fT -- "$new" "$1/$2/$3"
}

# Puts a link there; what it leads to is the system's own affair.
tree_link() { # TREE RELATIVE-DIRECTORY NAME TARGET
    tree_at "$1" "$2"
    [ -L "$1/$2/$3" ] || [ ! -d "$1/$2/$3" ] || fail "/$2/$3 in the tree is a directory" "$tree_next"
    tree_written link "$2/$3"
    printf '%s\n' "$4" >"written/$tree_count"
    ln -sfnT -- "$4" "$1/$2/$3" || fail "/$2/$3 in the tree cannot be made a link; is the slot or its pool full?" "$copy_next"
}

# Removes what is there, whatever it is.
tree_remove() { # TREE RELATIVE-DIRECTORY NAME
    tree_at "$1" "$2"
    [ -e "$1/$2/$3" ] || [ -L "$1/$2/$3" ] || return 0
    tree_written gone "$2/$3"
    rm -rf -- "${1:?}/$2/$3" || fail "/$2/$3 in the tree cannot be removed; is the slot or its pool full?" "$copy_next"
}

tree_written() { # file|directory|link|gone PATH
    tree_count=$((tree_count + 1))
    printf '%s %s %s\n' "$tree_count" "$1" "$2" >>written.list
}

# Directories get their times back.
tree_close() { # TREE
    while IFS= read -r line; do
        touch -r "times/${line%% *}" "$1/${line#* }" ||
            fail "/${line#* } in the tree cannot be written; is the slot or its pool full?" "$copy_next"
    done <times.list
}

# Ends the script unless all that was written is what is there.
tree_verify() { # TREE
    # of what was written more than once the last counts
    awk '{ path = $0; sub(/^[0-9]+ [a-z]+ /, "", path); last[path] = $0 } END { for (path in last) print last[path] }' \
        written.list >verify.list
    while IFS= read -r line; do
        number=${line%% *}
        path=${line#* }
        what=${path%% *}
        path=${path#* }
        case $what in
        file) tree_has_file "$1" "${path%/*}" "${path##*/}" && cmp -s -- "$1/${line#* * }" "written/$number" ;;
        directory) tree_has "$1" "$path" ;;
        link) [ "$(readlink -- "$1/$path")" = "$(cat "written/$number")" ] ;;
        gone) [ ! -e "$1/$path" ] && [ ! -L "$1/$path" ] ;;
        esac || fail "/${line#* * } in the tree is not what was written" "look for errors of the disk in the host's kernel log"
    done <verify.list
}
