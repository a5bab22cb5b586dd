# Trees as they are copied, packed and laid down.
# shellcheck shell=sh
# shellcheck disable=SC2154  # work, of store.sh

# A directory with all that is in it, holes and shared blocks where the filesystem has them; what is mounted in it stays behind.
tree_copy() { # FROM TO [EXCLUDE]...
    copied=$1 copy=$2
    shift 2
    mkdir "$copy"
    if [ $# -eq 0 ]; then
        cp -a --reflink=auto --sparse=auto --one-file-system -- "$copied/." "$copy" || fail "$copied cannot be copied" "$(room)"
        return
    fi
    need rsync rsync
    for pattern; do
        set -- "$@" "--exclude=$pattern"
        shift
    done
    # else times of the same second count as the same
    rsync -aHAXS --numeric-ids --one-file-system --modify-window=-1 --filter='-x system.*' --filter='-x trusted.SGI_ACL_*' "$@" -- "$copied/" "$copy" || fail "$copied cannot be copied" "$(room)"
}

# What is in $work/new/tree, in the form that the release is to have. Sets file.
tree_form() { # FORM
    case $1 in
    tree) file=tree ;;
    archive)
        phase pack
        if command -v zstd >/dev/null 2>&1; then packing=zstd file=archive.tar.zst; else packing=gzip file=archive.tar.gz; fi
        tell_sockets "$work/new/tree"
        { tar_make "$work/new/tree" || : >"$work/broken"; } | stream_packed "$packing" >"$work/new/$file" || fail 'the archive cannot be written' "$(room)"
        [ ! -e "$work/broken" ] || fail 'the tree cannot be read' ''
        rm -rf --one-file-system -- "$work/new/tree"
        ;;
    esac
}

tell_sockets() { # TREE
    sockets=$(find "$1" -type s -printf x | wc -c)
    [ "$sockets" -eq 0 ] || say "sockets that are left out, as a tar holds none: $sockets"
}
