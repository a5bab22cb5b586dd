variables dir: '/var/tmp/berth-example'

image('system') { store 'kvm1'; dir "$dir/store" }

play('imagePush') {
    on 'kvm1'
    file "$dir/tree/etc", state: 'directory'
    copy content: 'welcome\n', to: "$dir/tree/etc/motd"
    imageCapture 'system', from: "$dir/tree"
    imagePush 'system', to: ['kvm2', 'kvm3'], rate: 20.MiB
}
