play('before the upgrade') {
    on 'kvm1'
    guestSnapshot 'shop-web', 'clean', description: 'before the upgrade'
}
