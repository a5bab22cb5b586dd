# The digests of what releases hold: over content and metadata, the same on every host and in every form.
# shellcheck shell=sh

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
