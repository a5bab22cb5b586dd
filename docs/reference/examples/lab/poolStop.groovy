play('poolStop') {
    on 'kvm1'
    poolStop 'spare'
}
