include 'parts/site.groovy'
slot('s1') {
    on 'kvm1'
    disk pool: 'primary', size: 1.GiB
    memory 512.MiB
    nic network: 'lan', mac: '52:54:00:00:00:01'
    nic network: 'lan', mac: '52:54:00:00:00:1'
    nic network: 'lan', mac: '53:54:00:00:00:01'
    template 'worker'
}
slots('t', count: 2) {
    on 'kvm2'
    disk pool: 'primary', size: 1.GiB
    memory 512.MiB
    nic network: 'lan', mac: '52:54:00:00:00:01', address: '10.0.0.1'
    nic 'lan', address: '192.168.150.9'
    nic 'lan', address: 'dynamic'
    template 'worker'
}
