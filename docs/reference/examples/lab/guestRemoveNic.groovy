play('one card less') {
    on 'kvm1'
    guestRemoveNic 'shop-web', '52:54:00:aa:bb:02'
}
