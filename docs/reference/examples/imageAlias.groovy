variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageAlias') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree", alias: 'candidate'
    imageAlias 'system@candidate'                            // from now on it is the stable one
}
