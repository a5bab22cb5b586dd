play('volumeUpload') {
    on 'kvm1'
    volumeUpload 'spare/again', from: '/tmp/berth-example/scratch.raw'
}
