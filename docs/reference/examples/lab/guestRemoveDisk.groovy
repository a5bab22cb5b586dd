play('no room') {
    on 'kvm1'
    guestRemoveDisk 'shop-web', 'vdb'   // its volume stays
}
