variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageCapture') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree"                 // runs on the store's host, whatever the play says
}
