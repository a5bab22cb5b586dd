play('volumeMove') {
    on 'kvm1'
    volumeMove 'spare/found', to: 'spare/kept' // with host: 'kvm2' to that host
}
