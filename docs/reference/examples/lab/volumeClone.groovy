play('volumeClone') {
    on 'kvm1'
    volumeClone 'spare/scratch', to: 'spare/copy', format: 'qcow2'
}
