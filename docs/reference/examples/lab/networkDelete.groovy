play('networkDelete') {
    on 'kvm1'
    networkDelete 'inner'
}
