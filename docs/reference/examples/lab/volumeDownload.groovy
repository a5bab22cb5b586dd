include '../files/storage.groovy'

play('volumeDownload') {
    on 'kvm1'
    volumeCreate 'spare/wanted', size: 8.MiB, format: 'raw'
    volumeDownload 'spare/wanted', to: '/tmp/berth-example/wanted.raw', replace: true
}
