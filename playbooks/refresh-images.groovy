// Makes new releases of the golden images: a base of Debian's packages, and on top of it what a worker has. Run it by a timer. Where
// a step or a check fails, slots go on to get the releases that were there before.

variables store: 'kvm1', stores: '/var/lib/berth/images', suite: 'bookworm', mirror: '', base: ['openssh-server', 'systemd-sysv', 'ifupdown', 'isc-dhcp-client'], extra: []

image('base') {
    store store
    dir stores
    keep 2
    build debootstrap(suite, packages: base, mirror: mirror)  // by default from where the store's host gets its own packages
}

image('worker') {
    store store
    dir stores
    keep 3
    from image: 'base'
    steps {
        if (extra) {
            packages extra
        }
        copy 'refresh-images/motd', to: '/etc/motd'
        template 'refresh-images/issue.ftl', to: '/etc/issue'
        run 'rm', '-f', '/etc/machine-id'
    }
    check {
        run 'grep', '-q', 'berth', '/etc/motd'
        run 'test', '!', '-e', '/etc/machine-id'
    }
}

play('refresh images') {
    imageRefresh 'base', tags: 'base'
    imageRefresh 'worker', tags: 'worker'
}
