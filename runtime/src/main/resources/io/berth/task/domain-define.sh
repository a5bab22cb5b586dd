# shellcheck shell=sh
# The XML on standard input: a domain defined. 65 if this host has libvirt's schema and it does not allow the XML.
umask 077
xml=$(mktemp)
trap 'rm -f -- "$xml"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$xml"
if command -v virt-xml-validate >/dev/null 2>&1; then
    virt-xml-validate "$xml" domain 2>&1 || exit 65
fi
virsh define "$xml"
