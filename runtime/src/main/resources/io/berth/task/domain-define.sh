# shellcheck shell=sh
# The XML on standard input: a domain defined. 65 if this host has libvirt's schema and it does not allow the XML;
# with the lines it means where the host has the tools for that (virt-xml-validate, which needs xmllint).
umask 077
xml=$(mktemp)
trap 'rm -f -- "$xml"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$xml"
if command -v virt-xml-validate >/dev/null 2>&1 && command -v xmllint >/dev/null 2>&1; then
    virt-xml-validate "$xml" domain 2>&1 || exit 65
fi
if [ ! -e /usr/share/libvirt/schemas/domain.rng ]; then
    virsh define "$xml"
elif ! said=$(virsh define --validate "$xml" 2>&1); then
    case $said in
    *'failed to validate against schema'*)
        printf '%s\n' "$said"
        exit 65
        ;;
    *)
        printf '%s\n' "$said" >&2
        exit 1
        ;;
    esac
fi
