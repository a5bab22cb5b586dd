include '../files/storage.groovy'

play('lease') {
    on 'kvm1'
    lease '52:54:00:b5:00:31', network: 'inner', address: '192.168.181.31', name: 'db'
}
