play('room') {
    on 'kvm1'
    guestAddDisk 'shop-web', pool: 'shop', size: 1.GiB, target: 'vdc'   // a new volume; with volume: one that is there
}
