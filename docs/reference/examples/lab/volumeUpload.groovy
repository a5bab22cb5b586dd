include '../files/storage.groovy'

play('volumeUpload') {
    on 'kvm1'
    volumeUpload 'spare/readme', from: '../files/storage.groovy'
}
