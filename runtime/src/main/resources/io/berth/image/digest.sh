# The digests of what releases hold: over content and metadata, the same on every host and in every form.
# shellcheck shell=sh

# SHA-256 of a tar without extended attributes; then of these, access lists and capabilities among them, by name: a tar has them
# in whatever order the filesystem has, and but for those that xfs shows of its access lists; then of the sockets, which a tar does not hold.
tree_stream() { # PATH [without its sockets]
    need getfattr attr
    (
        cd -- "$1" || exit
        tar --create --file=- --sort=name --format=posix --numeric-owner --warning=no-file-ignored \
            --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' . &&
            find . -print0 | sort -z | xargs -0 -r getfattr -h -d -m '^([^t]|trusted\.([^S]|S[^G]|SG[^I]|SGI[^_]))' -e hex -- &&
            if [ -z "${2:-}" ]; then find . -type s -printf 'socket %p %m %U %G %T@\0' | sort -z; fi
    )
}

# A disk's is that of its raw content.
digest_of() { # FORM PATH
    case $1 in
    tree) sum_of_stream tree_stream "$2" ;;
    disk)
        case $2 in
        *.qcow2)
            need qemu-img qemu-utils
            qemu-img convert -f qcow2 -O raw "$2" "$work/content" || return
            sum_of "$work/content" || return
            rm -f "$work/content"
            ;;
        *) sum_of "$2" ;;
        esac
        ;;
    archive)
        mkdir "$work/unpacked" || return
        archive_plain "$2" | tar_take "$work/unpacked" || return
        sum_of_stream tree_stream "$work/unpacked" || return
        rm -rf "$work/unpacked"
        ;;
    esac
}

sum_of() { # FILE
    sum=$(sha256sum <"$1") || return
    echo "${sum%% *}"
}

# Fails if what makes the stream does, which a pipe would not tell.
sum_of_stream() { # FUNCTION ARGUMENT...
    sum=$({ { "$@" && echo whole >&7; } | sha256sum >&7; } 7>&1)
    case $sum in
    whole*) sum=${sum#whole} ;;
    *) return 1 ;;
    esac
    printf '%s\n' "$sum" | tr -d '\n' | cut -c 1-64
}
