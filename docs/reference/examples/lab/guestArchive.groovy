play('keep') {
    on 'kvm1'
    guestArchive 'shop-two', to: '/srv/berth/shop', onHost: true   // /srv/berth/shop/shop-two.tar.zst
}
