play('volumeResize') {
    on 'kvm1'
    volumeResize 'spare/data', size: 40.GiB
}
