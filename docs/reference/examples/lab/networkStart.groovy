play('networkStart') {
    on 'kvm1'
    networkStart 'inner'
}
