variables dir: '/tmp/berth-example'

play('sync') {
    on 'host'
    file "$dir/files", state: 'directory'
    sync 'files/', to: "$dir/files/", delete: true, exclude: '*.bak'
    sync "$dir/files/", to: "$dir/again/", onHost: true
}
