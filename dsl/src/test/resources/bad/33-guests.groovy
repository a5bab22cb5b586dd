// What can be wrong with a guest.
pool('primary') { on 'kvm1'; dir '/srv/pool' }
pool('everywhere') { on 'kvm[1-2]'; dir '/srv/everywhere' }
network('lan') { on 'kvm[1-2]'; nat '192.168.150.0/24' }
image('golden') { store 'kvm1' }
template 'server', 'parts/worker.xml.ftl'
guest('nowhere') { template 'server'; memory 1.GiB }
guest('both') { on 'kvm1'; place among: 'kvm[1-2]'; template 'server'; memory 1.GiB }
guest('two') { on 'kvm[1-2]'; template 'server'; memory 1.GiB }
guest('vague') { place apart: true; template 'server'; memory 1.GiB }
guests('none', count: 0) { on 'kvm1'; template 'server'; memory 1.GiB }
guest('small') { on 'kvm1'; template 'server'; memory 2.GiB, max: 1.GiB; vcpus 4, max: 2 }
guest('disks') {
    on 'kvm1'
    template 'server'
    memory 1.GiB
    disk size: 1.GiB
    disk pool: 'primary', path: '/srv/x.raw'
    disk pool: 'primary'
    disk path: '/srv/x.raw', size: 1.GiB
    disk pool: 'primary', from: image('goldn')
    disk pool: 'primary', from: guest('nobody')
    disk pool: 'primry', size: 1.GiB
    disk volumeGroup: 'vg0', size: 1.GiB, format: qcow2
    disk pool: 'primary', size: 100, bus: vritio
}
guest('cards') {
    on 'kvm1'
    template 'server'
    memory 1.GiB
    nic network: 'lan', bridge: 'br0'
    nic model: 'virtio'
    nic network: 'wan'
    nic bridge: 'a bridge'
}
guest('placed') {
    place among: 'kvm[1-2]', apart: 7, together: ['nobdy']
    template 'servr'
    memory 1.GiB
    disk pool: 'primary', size: 1.GiB
    mayLose 'all'
}
guests('same', count: 2) {
    place among: 'kvm[1-2]'
    template 'server'
    memory 1.GiB
    disk pool: 'everywhere', size: 1.GiB, volume: 'one.qcow2'
    nic network: 'lan', mac: '52:54:00:00:00:01', address: '192.168.150.254'
}
guest('seeded') {
    on 'kvm1'
    template 'server'
    memory 1.GiB
    cloudInit {
        medium none
        hostname 'no_good'
        user 'a b', keys: ['nonsense'], password: 'plain'
        packages 'x y'
    }
}
guest('same01') { on 'kvm1'; template 'server'; memory 1.GiB }
guest('guest') { on 'kvm1'; template 'server'; memory 1.GiB; guest 'x', 'y'; dsik pool: 'primary', size: 1.GiB }
