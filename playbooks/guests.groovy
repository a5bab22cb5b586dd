// A small service: a front that boots from a copy of an image, and workers of which no two are on one host. Hosts come from the
// inventory (-i), and which of them has which guest is found out when this is run: 'berth plan' says where, and why.

variables domainType: 'kvm', machine: 'q35', frontMemory: 96.MiB, frontVcpus: 1, frontDisk: 128.MiB, dataDisk: 16.MiB

pool('guests') {
    on 'hypervisors'
    dir '/srv/berth/pools/guests'
}

network('apps') {
    on 'hypervisors'
    nat '192.168.170.0/24'
    dhcp '192.168.170.100'..'192.168.170.200'
}

image('server') {                              // disks: berth image import server disk.raw
    store 'kvm1'
}

template 'server', '../templates/server.xml.ftl'

guest('front') {
    place among: 'hypervisors', apartFrom: 'worker*'
    template 'server'
    memory frontMemory, max: 160.MiB
    vcpus frontVcpus, max: 2
    disk pool: 'guests', from: image('server'), size: frontDisk
    disk pool: 'guests', size: dataDisk, cache: writeback
    nic network: 'apps'
    cloudInit {
        user 'admin', keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHRoaXMgaXMgbm90IGEga2V5IGJ1dCBsb29rcyBsaWtlIG9uZQ admin'], sudo: true
        packages 'curl'
        timezone 'Europe/Berlin'
    }
    display vnc
    running true
}

guests('worker', count: 2) {                   // worker01 and worker02: UEFI, with disks of their own
    place among: 'hypervisors', apart: true
    template 'server'
    memory 64.MiB
    disk pool: 'guests', size: dataDisk, format: raw
    nic network: 'apps', address: '192.168.170.21'
    uefi true
    autostart true
}
