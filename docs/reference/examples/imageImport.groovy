variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageImport') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    exec 'tar', '-czf', "$dir/system.tar.gz", '-C', "$dir/tree", '.', creates: "$dir/system.tar.gz"
    imageImport 'system', from: "$dir/system.tar.gz", onHost: true, alias: 'candidate'
}
