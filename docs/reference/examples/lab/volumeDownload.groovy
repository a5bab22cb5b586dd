play('volumeDownload') {
    on 'kvm1'
    volumeDownload 'spare/scratch', to: '/tmp/berth-example/scratch.raw', replace: true
}
