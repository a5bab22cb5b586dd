play('poolCreate') {
    on 'kvm1'
    poolCreate 'spare', dir: '/srv/berth/spare', mounted: '/srv/berth'   // refused unless something is mounted there
}
