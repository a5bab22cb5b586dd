include '../files/storage.groovy'

play('hostsEntry') {
    on 'kvm1'
    hostsEntry '192.168.181.31', names: ['db.inner']
    hostsEntry '192.168.181.31', state: 'absent'    // and no other address that begins like it
}
