pool('primary') { on 'hypervisors'; dir '/srv/pool' }
network('lan') { on 'hypervisors'; nat '192.168.150.0/24' }
image('debian12') { store 'kvm1'; tree '/srv/images/debian12' }
template 'worker', 'worker.xml.ftl'
slots('w', perHost: 2) {
    on 'hypervisors'
    disk pool: 'primary', size: 2.GiB
    memory 512.MiB
    nic network: 'lan'
    template 'worker'
    image 'debian12'
}
