# The slot gets a new filesystem, and all of the image's tree in one stream, which may be packed already: it does not matter what was there.
# shellcheck shell=sh
# shellcheck disable=SC2154  # address, tree: the script's own values

fits() {
    need tar tar
    case $form in archive) ;; *) store_gives tree ;; esac
}

copy() { # DIRECTORY
    copy_tar "$address" "$tree" "$1"
}

# shellcheck disable=SC2034
made=anew
