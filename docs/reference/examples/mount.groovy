play('mounts') {
    on 'host'
    mount '/var/scratch', source: 'tmpfs', type: 'tmpfs', options: 'size=16m,mode=1777'
}
