play('poolAutostart') {
    on 'kvm1'
    poolAutostart 'spare'
}
