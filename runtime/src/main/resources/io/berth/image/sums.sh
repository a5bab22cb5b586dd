# SHA-256 of what releases hold, and of what can be seen of it.
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

# What a look at all that it has tells without reading it: of a directory its names, types, modes, owners, times and links, and sizes of files.
listed_of() { # PATH -> SHA-256
    sum_of_stream tree_looked "$1"
}

tree_looked() { # PATH
    if [ -d "$1" ]; then
        (
            cd -- "$1" &&
                find . -type d -printf 'd %m %U %G %T@ %p\0' -o -printf '%y %m %U %G %T@ %s %p\n%l\0'
        ) | sort -z
    else
        find "$1" -printf '%s %T@'
    fi
}

sum_of() { # FILE
    sum=$(sha256 <"$1") || return
    echo "${sum%% *}"
}

# Fails if what makes the stream does, which a pipe would not tell.
sum_of_stream() { # FUNCTION ARGUMENT...
    sum=$({ { "$@" && echo whole >&7; } | sha256 >&7; } 7>&1)
    case $sum in
    whole*) sum=${sum#whole} ;;
    *) return 1 ;;
    esac
    printf '%s\n' "$sum" | tr -d '\n' | cut -c 1-64
}
