variables dir: '/tmp/berth-example'

image('system') {
    store 'host'
    dir "$dir/store"
    keep 3
    from "$dir/base", onHost: true                           // or: build debootstrap('bookworm')
    steps {
        copy content: 'welcome\n', to: '/etc/motd'
        run 'ln', '-sf', '/usr/share/zoneinfo/Europe/Berlin', '/etc/localtime'
    }
    check { run 'test', '-s', '/etc/motd' }
}

play('imageRefresh') {
    imageRefresh 'system'
}
