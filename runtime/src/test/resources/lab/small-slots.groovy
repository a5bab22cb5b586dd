// One small slot a host, quick to redeploy.

variables init: '/usr/local/sbin/fastinit'

pool('faults') {
    on 'hypervisors'
    dir '/srv/berth/pools/faults'
}

network('faults') {
    on 'hypervisors'
    nat '192.168.160.0/24'
    dhcp '192.168.160.100'..'192.168.160.200'
}

image('mini') {
    store 'kvm1'
    tree '/srv/berth/images/mini'
}

template 'worker', '../../../../../templates/worker.xml.ftl'

slots('f', perHost: 1) {
    on 'hypervisors'
    disk pool: 'faults', size: 128.MiB
    memory 96.MiB
    nic network: 'faults'
    template 'worker'
    image 'mini'
    vars init: init
}
