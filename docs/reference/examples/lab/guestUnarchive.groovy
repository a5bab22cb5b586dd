play('again') {
    on 'kvm1'
    guestUnarchive 'shop-two', from: '/srv/berth/shop/shop-two.tar.zst', onHost: true, pool: 'shop'
}
