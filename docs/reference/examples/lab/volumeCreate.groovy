include '../files/storage.groovy'

play('volumeCreate') {
    on 'kvm1'
    volumeCreate 'spare/data', size: 20.GiB    // qcow2, which takes what is written to it
    volumeCreate 'spare/scratch', size: 8.MiB, format: 'raw', full: true
}
