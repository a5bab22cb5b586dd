# A tree in all its parts, to be compared with another: see slot/verify in the task package.
# shellcheck shell=sh

# Records with a NUL behind each: of each entry, but sockets, two, "TYPE MODE UID GID SIZE TIME INODE LINKS /PATH" and where it leads to;
# "devices", and of each device "MAJOR:MINOR PATH"; "sums", and of each file with something in it "SHA-256  PATH"; "attributes", and the
# rest as getfattr says it; "whole". What is mounted in it is left out.
tree_listed() ( # DIRECTORY
    need getfattr attr
    export LC_ALL=C
    cd -- "$1" || exit
    find . -xdev -path ./lost+found -prune -o -type s -o -printf '%y %m %U %G %s %T@ %i %n /%P\0%l\0' &&
        printf 'devices\0' &&
        find . -xdev \( -type b -o -type c \) -exec stat --printf '%t:%T %n\0' {} + &&
        printf 'sums\0' &&
        find . -xdev -path ./lost+found -prune -o -type f -size +0 -print0 | xargs -0 -r sha256sum -z -- &&
        printf 'attributes\0' &&
        find . -xdev -path ./lost+found -prune -o -type s -o -print0 | xargs -0 -r getfattr -h -d -m - -e hex -- &&
        printf '\0whole\0'
)
