hosts {
    host 'kvm1', address: '10.77.0.11'
    host 'kvm2', address: '10.77.0.12'
    host 'kvm3', address: '10.77.0.13'
    group 'hypervisors', 'kvm[1-3]'
}
