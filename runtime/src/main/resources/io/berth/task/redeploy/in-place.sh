# What the strategies have in common that write into the slot's own disk: nothing can be done while the guest runs, and
# what was there is gone.
# shellcheck shell=sh
# shellcheck disable=SC2154  # disk: the script's own value

prepare() {
    :
}

switch() {
    fill "$disk"
}

# shellcheck disable=SC2034
copy_next='the slot is half copied and its guest stays off: redeploy it once the cause is gone; tar needs no room beside the old tree'
