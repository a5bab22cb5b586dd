include '../files/storage.groovy'

play('poolCreate') {
    on 'kvm1'
    poolCreate 'extra', dir: '/srv/berth/extra', mounted: '/srv/berth'   // refused unless something is mounted there
}
