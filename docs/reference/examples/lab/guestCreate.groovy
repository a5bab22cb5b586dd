play('new') {
    on 'kvm1'
    guestCreate 'shop-web', memory: 64.MiB, maxMemory: 128.MiB, cpus: 2, disks: ['shop:1G', 'shop:512M:raw'], networks: ['bridge=br0'], emulated: true
}
