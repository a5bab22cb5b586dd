play('away') {
    on 'kvm1'
    guestDelete 'shop-two'   // and the disks that were made for it: it asks
}
