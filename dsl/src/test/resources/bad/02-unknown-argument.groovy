hosts {
    host 'kvm4', adress: '10.77.0.14'
}
network('lan') { on 'kvm4'; nat '10.0.0.0/24'; autostrat true }
