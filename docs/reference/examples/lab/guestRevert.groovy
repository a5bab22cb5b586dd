play('back') {
    on 'kvm1'
    guestRevert 'shop-web', 'clean'   // what was written since then is lost: it asks
}
