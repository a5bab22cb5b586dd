include '../files/storage.groovy'

play('volumeClone') {
    on 'kvm1'
    volumeCreate 'spare/origin', size: 8.MiB, format: 'raw'
    volumeClone 'spare/origin', to: 'spare/copy', format: 'qcow2'
}
