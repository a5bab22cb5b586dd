include '../files/storage.groovy'

play('dnsEntry') {
    on 'kvm1'
    dnsEntry '192.168.181.31', network: 'inner', names: ['db.inner']
}
