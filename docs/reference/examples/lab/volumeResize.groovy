include '../files/storage.groovy'

play('volumeResize') {
    on 'kvm1'
    volumeCreate 'spare/grows', size: 20.GiB
    volumeResize 'spare/grows', size: 40.GiB
}
