play('it works') {
    on 'kvm1'
    guestDeleteSnapshot 'shop-web', 'clean'
}
