variables size: 2.GiB, ready: 2.minutes, workers: 2

pool('primary')  { on 'hypervisors'; dir '/srv/berth/pools/primary'; autostart true }
network('lan')   { on 'hypervisors'; nat '192.168.150.0/24'; dhcp '192.168.150.100'..'192.168.150.200' }
network('quiet') { on 'all,!kvm3'; isolated '10.1.0.0/16'; dhcp '10.1.0.2', '10.1.255.254'; autostart true }
network('wire')  { on 'kvm2'; bridge 'br0' }
image('debian12') {
    store 'kvm1'
    tree '/srv/berth/images/debian12'
}
template 'worker', 'templates/worker.xml.ftl'
slots('w', perHost: workers) {
    on 'hypervisors'
    disk pool: 'primary', size: size, partition: 2, filesystem: 'ext4'
    memory 512.MiB; vcpus 1; nic network: 'lan'
    template 'worker'; image 'debian12'
    vars kernel: '/boot/vmlinuz', cards: [1, 2], verbose: true
}
slot('x1') {
    on 'kvm2'
    disk {
        pool 'primary'
        size 10.KiB * 4
    }
    memory 1.GiB
    nic 'wire', mac: '52:54:00:AA:bb:01'
    nic { network 'lan'; address '192.168.150.21' }
    template 'worker'
}
