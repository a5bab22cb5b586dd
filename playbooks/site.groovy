// What the site has: a pool and a network on every hypervisor, a golden image, and six slots to deploy it on.
// The hosts come from the inventory (-i).

pool('primary') {
    on 'hypervisors'
    dir '/srv/berth/pools/primary'
    autostart true
}

network('lan') {
    on 'hypervisors'
    nat '192.168.150.0/24'
    dhcp '192.168.150.100'..'192.168.150.200'
    autostart true
}

image('debian12') {
    store 'kvm1'
    tree '/srv/berth/images/debian12'
}

template 'worker', '../templates/worker.xml.ftl'

slots('w', perHost: 2) {                      // w01 to w06; their MACs come from their names and stay
    on 'hypervisors'
    disk pool: 'primary', size: 1.GiB, partition: 1, filesystem: 'ext4'
    memory 96.MiB
    vcpus 1
    nic network: 'lan'
    template 'worker'
    image 'debian12'
}
