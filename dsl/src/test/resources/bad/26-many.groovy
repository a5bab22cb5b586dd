hosts {
    host 'kvm4', address: '10.77.0.14', prot: 22
}
pool('primary') {
    on 'hypervisors', 'kvm4'
    dri '/srv/pool'
}
slots('w', perHost: 2) {
    on 'hypervisors'
    disk pool: 'primary', size: 2.GiB
    memory 512.MiB
    nic network: 'lan'
    template 'worker'
}
play('redeploy') {
    slots('w*').each { slot ->
        redeploy(slot) { by rsinc }
    }
    slots('w[01-02]').each { slot -> start slot }
    exec 'uname', '-r'
}
