variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageExport') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree"
    imageExport 'system', to: "$dir/system.tar.gz"           // the stable one
}
