play('poolStart') {
    on 'kvm1'
    poolStart 'spare'
}
