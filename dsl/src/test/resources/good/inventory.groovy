hosts {
    host 'kvm1', address: '10.77.0.11', user: 'root', identityFile: 'id_lab', knownHosts: '/etc/lab/known_hosts', vars: [rack: 'r1']
    host 'kvm2', address: '10.77.0.12', port: 2222
    host 'kvm3', connection: local
    group 'hypervisors', 'kvm[1-3]', vars: [rack: 'r0', zone: 'a']
    group 'pair', 'kvm3', 'first'
    group 'first', 'kvm1'
}
