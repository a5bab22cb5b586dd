#!/bin/sh
# What libvirt says of the host of a training: one pool, as training.groovy has it, and one guest.
set -eu
mark=$(printf '\001')
pool=0d3a34c5-7c0e-4dd3-9c5a-0a4e8a6d7c11
guest=6695eb01-f6a4-8304-79aa-97f2502e193f

label() { # WHAT UUID
    printf '%s%s %s%s\n' "$mark" "$1" "$2" "$mark"
}

end() {
    printf '%send%s\n' "$mark" "$mark"
}

the_pool() {
    label info "$pool"
    printf 'State: running\nPersistent: yes\nAutostart: yes\n'
    label xml "$pool"
    echo "<pool type='dir'><name>training</name><uuid>$pool</uuid><capacity unit='bytes'>2000</capacity><allocation unit='bytes'>1000</allocation>" \
        "<available unit='bytes'>1000</available><source/><target><path>$dir</path></target></pool>"
}

definition() {
    echo "<domain type='kvm'><name>web</name><uuid>$guest</uuid><memory unit='KiB'>1048576</memory><vcpu>1</vcpu><devices>" \
        "<disk type='file' device='disk'><source file='/srv/web.raw'/><target dev='vda'/></disk></devices></domain>"
}

the_guest() {
    label info "$guest"
    printf 'State: running\nPersistent: yes\nAutostart: disable\nManaged save: no\n'
    label live "$guest"
    definition
    label stored "$guest"
    definition
}

dir=${0%/bin/virsh}
case $* in
*'pool-list '*) echo "$pool" ;;
*pool-dumpxml*) the_pool && end ;;
*'list --all --uuid --name'*)
    printf '%s web\npersistent\n%s\nautostart\nmanaged-save\nsnapshot\nstates\n' "$guest" "$guest"
    printf "Domain: 'web'\n  state.state=1\n"
    ;;
*dumpxml*) the_guest && end ;;
*) exit 1 ;;
esac
