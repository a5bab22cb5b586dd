play('another') {
    on 'kvm1'
    guestClone 'shop-web', 'shop-two'
}
