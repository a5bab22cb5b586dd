include '../files/storage.groovy'

play('volumeMove') {
    on 'kvm1'
    volumeCreate 'spare/moves', size: 8.MiB
    volumeMove 'spare/moves', to: 'spare/moved'    // with host: 'kvm2' to that host
}
