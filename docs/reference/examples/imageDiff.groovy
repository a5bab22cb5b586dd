variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageDiff') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree"
    imageCapture 'system', from: "$dir/tree/etc", alias: 'other'
    imageDiff 'system@stable', 'other'
}
