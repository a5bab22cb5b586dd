variables dir: '/tmp/berth-example'

image('system') { store 'host'; dir "$dir/store" }

play('imageList') {
    on 'host'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree"
    def known = imageList('system')
    debug message: { "the newest is ${known.data.releases[0].name}" }
}
