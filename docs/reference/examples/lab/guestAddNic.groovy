play('one more card') {
    on 'kvm1'
    guestAddNic 'shop-web', bridge: 'br0', mac: '52:54:00:aa:bb:02'
}
