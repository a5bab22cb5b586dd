# A program of QEMU as somebody's file has it. PROGRAM [WORD...]    PROGRAM empty: the one for this host's processors
# shellcheck shell=sh
program=$1
shift
if [ -z "$program" ]; then
    for program in "qemu-system-$(uname -m)" /usr/libexec/qemu-kvm qemu-kvm kvm; do
        ! command -v "$program" >/dev/null 2>&1 || break
    done
fi
# what runs on must hold no lock, and no output that is waited for
exec "$program" "$@" </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
