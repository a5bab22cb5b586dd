variables dir: '/var/tmp/berth-example'

play('guestMigrate') {
    on 'kvm1'
    file dir, state: 'directory', on: 'kvm2'
    file dir, state: 'directory'
    shell """virsh -q dominfo example-moved >/dev/null 2>&1 || {
        qemu-img create -q -f qcow2 "$dir/moved.qcow2" 8M
        virsh -q define /dev/stdin <<'X'
<domain type='qemu'><name>example-moved</name><memory unit='MiB'>16</memory><os><type arch='x86_64'>hvm</type></os><devices>
<disk type='file'><driver name='qemu' type='qcow2'/><source file='$dir/moved.qcow2'/><target dev='vda' bus='virtio'/></disk></devices></domain>
X
    }"""
    guestMigrate 'example-moved', to: 'kvm2', within: 1.minute
}
